package io.aftercare.notifications.delivery;

import static io.aftercare.notifications.delivery.Messaging.NOT_AFTER;
import static io.aftercare.notifications.delivery.Messaging.NOT_BEFORE;
import static io.aftercare.notifications.delivery.Messaging.known;
import static io.aftercare.notifications.delivery.Messaging.oslo;
import static io.aftercare.notifications.delivery.Messaging.recipient;
import static io.aftercare.notifications.delivery.Messaging.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.notifications.delivery.Recipient.Stance;
import io.aftercare.notifications.delivery.Recipient.Standing;
import io.aftercare.notifications.delivery.Verdict.Later;
import io.aftercare.notifications.delivery.Verdict.Never;
import io.aftercare.notifications.delivery.Verdict.Now;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    /** In Oslo e-mail may go from 8 to 21 o'clock, in summer 06:00Z to 19:00Z. */
    private static final Instant EVENING = Instant.parse("2026-06-01T19:00:00Z");

    private static final Instant MORNING = Instant.parse("2026-06-02T06:00:00Z");

    private final Request survey = request(Purpose.SURVEY, "person:p1");
    private final Request broken = request(Purpose.PROMISE_BROKEN_CUSTOMER, "person:p1");
    private final Request alert = request(Purpose.PROMISE_AT_RISK, "staff:kari");

    @Test
    void waitsForSomebodyNobodyKnowsAsLongAsItIsValid() {
        Recipient unknown = recipient(Standing.UNKNOWN);

        assertThat(Verdict.on(survey, unknown, NOT_BEFORE))
                .isEqualTo(new Later(NOT_AFTER.plusMillis(1)));
        assertThat(Verdict.on(survey, unknown, NOT_AFTER.plusMillis(1)))
                .isEqualTo(new Never(Reason.NO_CONTACT));
    }

    @Test
    void neverWritesToSomebodyErasedAndDoesNotWaitToSaySo() {
        assertThat(Verdict.on(survey, recipient(Standing.ERASED), NOT_BEFORE.minusMillis(1)))
                .isEqualTo(new Never(Reason.ERASED));
    }

    @ParameterizedTest
    @CsvSource({
        "SURVEY,                  EVERYTHING,   ",
        "SURVEY,                  SERVICE_ONLY, HANDLING",
        "SURVEY,                  NOTHING,      HANDLING",
        "SOLVED_CHECK,            EVERYTHING,   ",
        "SOLVED_CHECK,            SERVICE_ONLY, ",
        "SOLVED_CHECK,            NOTHING,      HANDLING",
        "PROMISE_BROKEN_CUSTOMER, SERVICE_ONLY, ",
        "PROMISE_BROKEN_CUSTOMER, NOTHING,      HANDLING",
        "PROMISE_AT_RISK,         NOTHING,      ",
        "PROMISE_HOLDING,         SERVICE_ONLY, ",
        "PROMISE_HOLDING,         NOTHING,      HANDLING",
        "PROMISE_STILL_AT_RISK,   NOTHING,      ",
        "PROMISE_BROKEN_STAFF,    NOTHING,      "
    })
    void obeysHowSomebodyWantsToBeHandled(Purpose purpose, Stance stance, @Nullable Reason reason) {
        Request request = request(purpose, purpose.addresses("person:") ? "person:p" : "staff:s");
        Recipient to = new Recipient(Standing.KNOWN, true, stance, false, oslo());

        assertThat(Verdict.on(request, to, NOT_BEFORE))
                .isEqualTo(reason == null ? new Now() : new Never(reason));
    }

    @Test
    void waitsWithWhatComesInCrowdsUntilOneMoreLetterFitsUnlessThatIsTooLate() {
        Request crowding = request(Purpose.PROMISE_BROKEN_STAFF, "staff:kari");
        Instant full = NOT_BEFORE.plusSeconds(60);
        Recipient to = recipient(Standing.KNOWN).fullUntil(full);

        assertThat(Verdict.on(crowding, to, full.minusMillis(1))).isEqualTo(new Verdict.Full(full));
        assertThat(Verdict.on(crowding, to, full)).isEqualTo(new Now());
        assertThat(Verdict.on(alert, to, NOT_BEFORE)).isEqualTo(new Now());
        Instant last = NOT_AFTER.minus(Verdict.MARGIN);
        assertThat(Verdict.on(crowding, to.fullUntil(last.minusMillis(1)), NOT_BEFORE))
                .isEqualTo(new Verdict.Full(last.minusMillis(1)));
        assertThat(Verdict.on(crowding, to.fullUntil(last), NOT_BEFORE)).isEqualTo(new Now());
    }

    @Test
    void refusesSurveysAloneToWhomWantsNone() {
        Recipient to = new Recipient(Standing.KNOWN, true, Stance.EVERYTHING, true, oslo());

        assertThat(Verdict.on(survey, to, NOT_BEFORE)).isEqualTo(new Never(Reason.REFUSED));
        assertThat(Verdict.on(broken, to, NOT_BEFORE)).isEqualTo(new Now());
    }

    @Test
    void saysAtOnceThatThereIsNoAddress() {
        Recipient to = new Recipient(Standing.KNOWN, false, Stance.EVERYTHING, false, oslo());

        assertThat(Verdict.on(survey, to, NOT_BEFORE)).isEqualTo(new Never(Reason.NO_ADDRESS));
        assertThat(Verdict.on(alert, to, NOT_BEFORE)).isEqualTo(new Never(Reason.NO_ADDRESS));
    }

    @Test
    void waitsForTheMorningFromTheMomentTheEveningBegins() {
        assertThat(Verdict.on(survey, known(), EVENING.minusMillis(1))).isEqualTo(new Now());
        assertThat(Verdict.on(survey, known(), EVENING)).isEqualTo(new Later(MORNING));
        assertThat(Verdict.on(survey, known(), MORNING)).isEqualTo(new Now());
    }

    @Test
    void isSuppressedWhenNoAllowedMomentIsLeft() {
        Request brief = until(survey, MORNING.minusMillis(1));

        assertThat(Verdict.on(brief, known(), EVENING))
                .isEqualTo(new Never(Reason.NO_ALLOWED_TIME));
        assertThat(Verdict.on(until(survey, MORNING), known(), EVENING))
                .isEqualTo(new Later(MORNING));
    }

    @Test
    void tellsOfAPromiseAtNightOnlyIfTheMorningComesAfterItsDueInstant() {
        Request holding = request(Purpose.PROMISE_HOLDING, "person:p1");
        for (Request request : List.of(broken, holding)) {
            assertThat(Verdict.on(dueAt(request, MORNING), known(), EVENING))
                    .isEqualTo(new Later(MORNING));
            assertThat(Verdict.on(dueAt(request, MORNING.minusMillis(1)), known(), EVENING))
                    .isEqualTo(new Now());
        }
    }

    @Test
    void tellsOfANewDateAtNightOnlyIfTheMorningIsTooLate() {
        Request revised = request(Purpose.PROMISE_REVISED, "person:p1");

        assertThat(Verdict.on(until(revised, MORNING), known(), EVENING))
                .isEqualTo(new Later(MORNING));
        assertThat(Verdict.on(until(revised, MORNING.minusMillis(1)), known(), EVENING))
                .isEqualTo(new Now());
    }

    @Test
    void writesToStaffAtAnyTime() {
        assertThat(Verdict.on(alert, known(), EVENING)).isEqualTo(new Now());
    }

    private static Request until(Request r, Instant notAfter) {
        return new Request(
                r.key(),
                r.recipient(),
                r.caseId(),
                r.personId(),
                r.cycle(),
                r.purpose(),
                r.notBefore(),
                notAfter,
                r.link(),
                r.owner(),
                r.due(),
                r.reference(),
                r.contactBy(),
                r.revisionReason(),
                r.note(),
                r.promiseKind(),
                r.trace(),
                r.stance());
    }

    private static Request dueAt(Request r, Instant due) {
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
                due,
                r.reference(),
                r.contactBy(),
                r.revisionReason(),
                r.note(),
                r.promiseKind(),
                r.trace(),
                r.stance());
    }
}
