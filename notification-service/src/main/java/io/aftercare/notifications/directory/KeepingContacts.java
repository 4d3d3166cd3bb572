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
class KeepingContacts {

    private final Contacts contacts;
    private final ContactEvents events;
    private final ApplicationEventPublisher told;
    private final Clock clock;

    KeepingContacts(
            Contacts contacts, ContactEvents events, ApplicationEventPublisher told, Clock clock) {
        this.contacts = contacts;
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
        Map<String, Contact> known = contacts.load(keys);
        Set<String> changed = new HashSet<>();
        for (Said said : all) {
            Contact before = known.get(said.key());
            Contact after = apply(said, before == null ? Contact.unread(said.key()) : before);
            if (!after.equals(before)) {
                known.put(said.key(), after);
                changed.add(said.key());
            }
        }
        if (!changed.isEmpty()) {
            contacts.save(in(known, changed));
            told.publishEvent(new ContactsChanged(changed, clock.instant()));
        }
    }

    /**
     * Publishes a new version. It counts here, too, only once it has come back from the topic: so
     * every service ends with the same, whoever else published.
     *
     * @return the version
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long put(String key, Details details) {
        Contact next = contacts.load(Set.of(key)).getOrDefault(key, Contact.unread(key)).handOut();
        contacts.save(List.of(next));
        events.publish(key, next.handedOut(), details);
        return next.handedOut();
    }

    private static Contact apply(Said said, Contact contact) {
        return said.details() == null
                ? contact.erase()
                : contact.read(said.version(), said.details());
    }

    private static Collection<Contact> in(Map<String, Contact> known, Set<String> keys) {
        return known.values().stream().filter(contact -> keys.contains(contact.key())).toList();
    }
}
