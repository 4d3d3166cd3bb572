package io.aftercare.notifications.delivery;

import io.aftercare.hours.ContactHours;
import io.aftercare.hours.ContactWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/** What the tests of rules speak of. */
final class Messaging {

    static final Instant ASKED_AT = Instant.parse("2026-06-01T08:00:00Z");
    static final Instant NOT_BEFORE = Instant.parse("2026-06-01T10:00:00Z");
    static final Instant NOT_AFTER = Instant.parse("2026-06-02T10:00:00Z");
    static final Instant DUE = Instant.parse("2026-06-02T08:00:00Z");
    static final Retries RETRIES =
            new Retries(
                    Duration.ofMinutes(2),
                    4,
                    Duration.ofSeconds(30),
                    Duration.ofHours(1),
                    Duration.ofSeconds(5));
    static final UUID CASE = UUID.fromString("6f1d7c9e-0000-5000-8000-000000000001");

    private static final ContactHours HOURS = ContactHours.load();

    private Messaging() {}

    static Request atRisk() {
        return request(Purpose.PROMISE_AT_RISK, "staff:kari");
    }

    static Request request(Purpose purpose, String recipient) {
        return new Request(
                purpose + ":1:1",
                recipient,
                CASE,
                "p1",
                1,
                purpose,
                NOT_BEFORE,
                NOT_AFTER,
                purpose.linked() ? new Request.Link("survey", CASE, 1) : null,
                "kari",
                purpose.dated() ? DUE : null,
                "crm A-17",
                purpose.calling() ? DUE : null,
                null,
                null,
                null,
                null,
                Recipient.Stance.EVERYTHING);
    }

    static Recipient known() {
        return recipient(Recipient.Standing.KNOWN);
    }

    static Recipient recipient(Recipient.Standing standing) {
        return new Recipient(standing, true, Recipient.Stance.EVERYTHING, false, oslo());
    }

    static ContactWindow oslo() {
        return HOURS.allowed(
                "NO",
                ZoneId.of("Europe/Oslo"),
                ContactHours.Channel.EMAIL,
                ContactHours.Audience.CONSUMER);
    }
}
