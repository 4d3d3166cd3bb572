package io.aftercare.notifications.directory;

import io.aftercare.contacts.Absence;
import io.aftercare.contacts.Calendar;
import io.aftercare.contacts.Contact;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.schemas.Topics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
                .setDeputy(details.roster().deputy())
                .setAbsences(details.roster().absences().stream().map(it -> absence(it)).toList())
                .setParent(details.roster().parent())
                .setCalendar(calendar(details.roster().calendar()))
                .build();
    }

    /** Checked before: it has both ends. */
    private static Absence absence(Roster.Absence absence) {
        return new Absence(
                Objects.requireNonNull(absence.from()), Objects.requireNonNull(absence.until()));
    }

    /** Checked before: it has a zone and a week. */
    private static @Nullable Calendar calendar(Roster.@Nullable Calendar calendar) {
        if (calendar == null) {
            return null;
        }
        List<LocalDate> closed = new ArrayList<>();
        if (calendar.closed() != null) {
            calendar.closed().forEach(day -> closed.add(Objects.requireNonNull(day)));
        }
        return new Calendar(
                Objects.requireNonNull(calendar.zone()),
                calendar.country(),
                calendar.subdivision(),
                Objects.requireNonNull(calendar.week()),
                closed);
    }
}
