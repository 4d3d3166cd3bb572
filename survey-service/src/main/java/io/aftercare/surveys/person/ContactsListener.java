package io.aftercare.surveys.person;

import io.aftercare.contacts.Contact;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import io.aftercare.surveys.person.KeepingPeople.Said;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads where customers live and what they do not want, and leaves out everything else. A country
 * or zone that is none counts as unknown: it must not keep the rest from being heard.
 */
@Component
class ContactsListener implements Listener<Contact> {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final KeepingPeople keeping;

    ContactsListener(KeepingPeople keeping) {
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
        return Keys.personId(received.key()) == null ? List.of() : List.of(received.key());
    }

    @Override
    public void on(Batch<Contact> batch) {
        keeping.keep(batch.map(ContactsListener::said));
    }

    private static @Nullable Said said(Received<Contact> received) {
        String id = Keys.personId(received.key());
        if (id == null) {
            return null;
        }
        return new Said(id, received.tombstone() ? null : person(id, received.value()));
    }

    private static Person person(String id, Contact contact) {
        return new Person(
                id,
                contact.getVersion(),
                country(contact.getCountry()),
                zone(contact.getZone()),
                Person.Handling.valueOf(contact.getHandling().name()),
                contact.getSurveysRefused(),
                false);
    }

    private static @Nullable String country(@Nullable String code) {
        return code != null && COUNTRY.matcher(code).matches() ? code : null;
    }

    private static @Nullable ZoneId zone(@Nullable String id) {
        return id != null && ZONES.contains(id) ? ZoneId.of(id) : null;
    }
}
