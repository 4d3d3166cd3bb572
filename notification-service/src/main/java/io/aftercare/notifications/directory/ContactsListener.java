package io.aftercare.notifications.directory;

import io.aftercare.contacts.Calendar;
import io.aftercare.contacts.Contact;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.notifications.directory.KeepingAddressees.Said;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads who people are. A record under a key that can be nobody's is skipped; a malformed field
 * counts as not said, and {@code GET /contacts/…} names it.
 */
@Component
class ContactsListener implements Listener<Contact> {

    private static final Logger LOG = LoggerFactory.getLogger(ContactsListener.class);

    private final KeepingAddressees keeping;

    ContactsListener(KeepingAddressees keeping) {
        this.keeping = keeping;
    }

    @Override
    public String topic() {
        return Topics.CONTACTS;
    }

    @Override
    public Class<Contact> type() {
        return Contact.class;
    }

    @Override
    public boolean takesTombstones() {
        return true;
    }

    @Override
    public Collection<String> keys(Received<Contact> received) {
        return hasKey(received) ? List.of(received.key()) : List.of();
    }

    @Override
    public void on(Batch<Contact> batch) {
        List<Said> said =
                batch.stream()
                        .filter(ContactsListener::hasKey)
                        .map(ContactsListener::said)
                        .toList();
        if (said.size() < batch.size()) {
            LOG.warn("skipped {} contacts with malformed keys", batch.size() - said.size());
        }
        keeping.read(said);
    }

    private static boolean hasKey(Received<Contact> received) {
        return Keys.isContact(received.key());
    }

    private static Said said(Received<Contact> received) {
        return received.tombstone()
                ? new Said(received.key(), 0, null)
                : new Said(
                        received.key(), received.value().getVersion(), details(received.value()));
    }

    private static Details details(Contact contact) {
        return new Details(
                contact.getName(),
                contact.getEmail(),
                contact.getPhone(),
                contact.getLanguage(),
                contact.getZone(),
                contact.getCountry(),
                contact.getChannels().stream()
                        .map(kind -> ChannelKind.valueOf(kind.name()))
                        .toList(),
                Handling.valueOf(contact.getHandling().name()),
                contact.getSurveysRefused(),
                contact.getTeam(),
                contact.getLead(),
                roster(contact));
    }

    private static Roster roster(Contact contact) {
        Calendar calendar = contact.getCalendar();
        return new Roster(
                contact.getDeputy(),
                contact.getAbsences().stream()
                        .map(it -> new Roster.Absence(it.getFrom(), it.getUntil()))
                        .toList(),
                contact.getParent(),
                calendar == null
                        ? null
                        : new Roster.Calendar(
                                calendar.getZone(),
                                calendar.getCountry(),
                                calendar.getSubdivision(),
                                calendar.getWeek(),
                                List.copyOf(calendar.getClosed())));
    }
}
