package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Situation.Colleague;
import io.aftercare.hours.BusinessCalendar;
import io.aftercare.hours.ContactHours;
import io.aftercare.hours.ContactWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those whom promises concern, at their desks in Oslo unless they are said to be away. */
final class Desk {

    static final Pace PACE =
            new Pace(
                    1,
                    Duration.ofHours(4),
                    50,
                    80,
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    1,
                    null);

    static final BusinessCalendar OFFICE = calendar("Europe/Oslo", "Mon-Fri 09:00-17:00");

    /** From 8 to 21 o'clock in Oslo. */
    static final ContactWindow EMAILS =
            ContactHours.load()
                    .allowed(
                            "NO",
                            ZoneId.of("Europe/Oslo"),
                            ContactHours.Channel.EMAIL,
                            ContactHours.Audience.CONSUMER);

    private Desk() {}

    static BusinessCalendar calendar(String zone, String week) {
        return BusinessCalendar.read(zone, null, null, week, List.of());
    }

    static Colleague at(@Nullable String id) {
        return new Colleague(id, id, OFFICE);
    }

    static Colleague away(String id, @Nullable String deputy) {
        return new Colleague(id, deputy, OFFICE);
    }

    static Situation situation(@Nullable String owner) {
        return situation(at(owner), at(null), at(null));
    }

    static Situation situation(Colleague owner, Colleague lead, Colleague manager) {
        return new Situation(owner, lead, manager, OFFICE, EMAILS, PACE);
    }
}
