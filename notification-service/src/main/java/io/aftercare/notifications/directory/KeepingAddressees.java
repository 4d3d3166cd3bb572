package io.aftercare.notifications.directory;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Follows the topic, and publishes what is entered here. */
@Component
class KeepingAddressees {

    private final Addressees addressees;
    private final AddresseeEvents events;
    private final ApplicationEventPublisher told;
    private final Clock clock;

    KeepingAddressees(
            Addressees addressees,
            AddresseeEvents events,
            ApplicationEventPublisher told,
            Clock clock) {
        this.addressees = addressees;
        this.events = events;
        this.told = told;
        this.clock = clock;
    }

    /**
     * A record of the topic.
     *
     * @param details null: erase
     */
    record Said(String key, long version, @Nullable Details details) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void read(List<Said> all) {
        Set<String> keys = all.stream().map(Said::key).collect(Collectors.toSet());
        Map<String, Addressee> known = addressees.load(keys);
        Set<String> changed = new HashSet<>();
        for (Said said : all) {
            Addressee before = known.get(said.key());
            Addressee after = apply(said, before == null ? Addressee.unread(said.key()) : before);
            if (!after.equals(before)) {
                known.put(said.key(), after);
                changed.add(said.key());
            }
        }
        if (!changed.isEmpty()) {
            addressees.save(in(known, changed));
            told.publishEvent(new AddresseesChanged(changed, clock.instant()));
        }
    }

    /**
     * Publishes a new version. It counts here, too, only once it has come back from the topic: so
     * every service ends with the same, whoever else published.
     *
     * @return the version, or null if whoever it is about was erased
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Long put(String key, Details details) {
        Addressee before = addressees.load(Set.of(key)).getOrDefault(key, Addressee.unread(key));
        if (before.erased()) {
            return null;
        }
        Addressee next = before.handOut();
        addressees.save(List.of(next));
        events.publish(key, next.handedOut(), details);
        return next.handedOut();
    }

    private static Addressee apply(Said said, Addressee addressee) {
        return said.details() == null
                ? addressee.erase()
                : addressee.read(said.version(), said.details());
    }

    private static Collection<Addressee> in(Map<String, Addressee> known, Set<String> keys) {
        return known.values().stream().filter(addressee -> keys.contains(addressee.key())).toList();
    }
}
