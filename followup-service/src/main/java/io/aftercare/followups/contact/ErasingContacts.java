package io.aftercare.followups.contact;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Withdraws what concerns a person who wants to be forgotten. Done by a timer, as a tombstone tells
 * no cases and facts need the locks of theirs. Who is marked as erased gets no further contacts, so
 * the cases seen before the locks are all there are.
 */
@Component
public class ErasingContacts implements TimerHandler {

    private static final String KIND = "contact-erase";

    private final Contacts contacts;
    private final ContactEvents events;
    private final Timers timers;
    private final Clock clock;

    ErasingContacts(Contacts contacts, ContactEvents events, Timers timers, Clock clock) {
        this.contacts = contacts;
        this.events = events;
        this.timers = timers;
        this.clock = clock;
    }

    /** Erases at once, in a transaction of its own. This one holds {@code person:…} of each. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void soon(Collection<String> personIds) {
        for (String id : personIds) {
            timers.set(Timer.at(clock.instant(), KIND, id, "person:" + id));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return contacts.ofPeople(subjects(due)).stream()
                .map(contact -> "case:" + contact.terms().caseId())
                .toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        List<Contact> found = contacts.ofPeople(subjects(due));
        for (Contact contact : found) {
            events.publish(contact, contact.erase(), now);
            timers.cancel(AskingContacts.KIND, contact.terms().id().toString());
        }
        contacts.save(found);
    }

    private static List<String> subjects(List<DueTimer> due) {
        return due.stream().map(DueTimer::subject).toList();
    }
}
