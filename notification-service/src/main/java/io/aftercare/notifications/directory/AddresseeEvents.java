package io.aftercare.notifications.directory;

import io.aftercare.contacts.Contact;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.schemas.Topics;
import org.springframework.stereotype.Component;

/** Says who somebody is. */
@Component
class AddresseeEvents {

    private final Outbox outbox;

    AddresseeEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void publish(String key, long version, Details details) {
        outbox.letter(Topics.CONTACTS, key, _ -> record(version, details));
    }

    private static Contact record(long version, Details details) {
        return Contact.newBuilder()
                .setVersion(version)
                .setName(details.name())
                .setEmail(details.email())
                .setPhone(details.phone())
                .setLanguage(details.language())
                .setZone(details.zone())
                .setCountry(details.country())
                .setChannels(
                        details.channels().stream()
                                .map(k -> io.aftercare.contacts.ChannelKind.valueOf(k.name()))
                                .toList())
                .setHandling(io.aftercare.contacts.Handling.valueOf(details.handling().name()))
                .setSurveysRefused(details.surveysRefused())
                .setTeam(details.team())
                .setLead(details.lead())
                .build();
    }
}
