package io.aftercare.notifications.delivery;

import static io.aftercare.notifications.delivery.Messaging.DUE;
import static io.aftercare.notifications.delivery.Messaging.NOT_AFTER;
import static io.aftercare.notifications.delivery.Messaging.NOT_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestTest {

    private static final Request.Link LINK = new Request.Link("contact", UUID.randomUUID(), 1);

    @Test
    void takesEveryPurposeThatIsWellFormed() {
        for (Purpose purpose : Purpose.values()) {
            String to = purpose.addresses("person:") ? "person:p" : "staff:s";
            String fault = Messaging.request(purpose, to).fault();
            if (purpose == Purpose.UNKNOWN) {
                assertThat(fault).startsWith("purpose");
            } else {
                assertThat(fault).as("%s", purpose).isNull();
            }
        }
    }

    @Test
    void refusesMalformedKeysAndRecipientsThatThePurposeIsNotFor() {
        assertThat(fault("", "person:p", NOT_AFTER, LINK)).startsWith("messageKey");
        assertThat(fault("k\0", "person:p", NOT_AFTER, LINK)).startsWith("messageKey");
        assertThat(fault("k".repeat(201), "person:p", NOT_AFTER, LINK)).startsWith("messageKey");
        assertThat(fault("k", "staff:s", NOT_AFTER, LINK)).startsWith("purpose");
    }

    @Test
    void refusesTimesThatCannotBe() {
        assertThat(fault("k", "person:p", NOT_BEFORE.minusMillis(1), LINK)).startsWith("notAfter");
        assertThat(fault("k", "person:p", NOT_BEFORE, LINK)).isNull();
        assertThat(fault("k", "person:p", Instant.ofEpochMilli(Long.MAX_VALUE), LINK))
                .startsWith("times");
        assertThat(fault("k", "person:p", Instant.ofEpochMilli(Long.MIN_VALUE), LINK))
                .startsWith("times");
    }

    @Test
    void refusesALinkThatLeadsNowhere() {
        assertThat(fault("k", "person:p", NOT_AFTER, null)).startsWith("link");
        assertThat(
                        fault(
                                "k",
                                "person:p",
                                NOT_AFTER,
                                new Request.Link("elsewhere", UUID.randomUUID(), 1)))
                .startsWith("link");
    }

    @Test
    void leavesOutAReferenceThatWouldBreakALetter() {
        assertThat(called("crm A-17").reference()).isEqualTo("crm A-17");
        assertThat(called("crm \u00C5 1").reference()).isEqualTo("crm \u00C5 1");
        for (String bad : List.of("", "a\nb", "a\0b", "x".repeat(201))) {
            assertThat(called(bad).reference()).isNull();
        }
    }

    @Test
    void leavesOutANoteThatWouldBreakALetterOrHideWhatItSays() {
        for (String fine : List.of("x", "Ο Νίκος έρχεται", "{due} <b>", "x".repeat(500))) {
            assertThat(noted(fine).note()).isEqualTo(fine);
        }
        for (String bad : List.of("", "a\nb", "a\u2028b", "a\u202Eb", "\uD800", "x".repeat(501))) {
            assertThat(noted(bad).note()).isNull();
        }
    }

    private static Request noted(String note) {
        Request r = Messaging.request(Purpose.PROMISE_REVISED, "person:p");
        return new Request(
                r.key(),
                r.recipient(),
                r.caseId(),
                r.personId(),
                r.cycle(),
                r.purpose(),
                r.notBefore(),
                r.notAfter(),
                r.link(),
                r.owner(),
                r.due(),
                r.reference(),
                r.contactBy(),
                RevisionReason.UNKNOWN,
                note,
                PromiseKind.UNKNOWN,
                r.trace(),
                r.stance());
    }

    private static Request called(String reference) {
        return new Request(
                "k",
                "staff:s",
                Messaging.CASE,
                null,
                1,
                Purpose.PROMISE_AT_RISK,
                NOT_BEFORE,
                NOT_AFTER,
                null,
                null,
                DUE,
                reference,
                null,
                null,
                null,
                null,
                null,
                Recipient.Stance.EVERYTHING);
    }

    @Test
    void refusesAHoldingNoticeThatDoesNotSayByWhen() {
        Request fine = Messaging.request(Purpose.PROMISE_HOLDING, "person:p");

        assertThat(fine.fault()).isNull();
        assertThat(by(fine, null).fault()).startsWith("contactBy");
        assertThat(by(fine, Instant.ofEpochMilli(Long.MAX_VALUE)).fault()).startsWith("contactBy");
    }

    private static Request by(Request r, @Nullable Instant contactBy) {
        return new Request(
                r.key(),
                r.recipient(),
                r.caseId(),
                r.personId(),
                r.cycle(),
                r.purpose(),
                r.notBefore(),
                r.notAfter(),
                r.link(),
                r.owner(),
                r.due(),
                r.reference(),
                contactBy,
                r.revisionReason(),
                r.note(),
                r.promiseKind(),
                r.trace(),
                r.stance());
    }

    private static @Nullable String fault(
            String key, String recipient, Instant notAfter, Request.@Nullable Link link) {
        return request(key, recipient, notAfter, link, "kari").fault();
    }

    private static Request request(
            String key,
            String recipient,
            Instant notAfter,
            Request.@Nullable Link link,
            String owner) {
        return new Request(
                key,
                recipient,
                Messaging.CASE,
                "p",
                1,
                Purpose.SOLVED_CHECK,
                NOT_BEFORE,
                notAfter,
                link,
                owner,
                DUE,
                null,
                null,
                null,
                null,
                null,
                null,
                Recipient.Stance.EVERYTHING);
    }
}
