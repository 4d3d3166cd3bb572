package io.aftercare.notifications.delivery;

import static io.aftercare.notifications.delivery.Messaging.ASKED_AT;
import static io.aftercare.notifications.delivery.Messaging.NOT_AFTER;
import static io.aftercare.notifications.delivery.Messaging.NOT_BEFORE;
import static io.aftercare.notifications.delivery.Messaging.RETRIES;
import static io.aftercare.notifications.delivery.Messaging.atRisk;
import static io.aftercare.notifications.delivery.Messaging.known;
import static io.aftercare.notifications.delivery.Messaging.recipient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aftercare.notifications.delivery.Message.Fact;
import io.aftercare.notifications.delivery.Message.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Instant LATER = NOT_BEFORE.plusSeconds(60);

    private final Message message = Message.asked(atRisk(), ASKED_AT);

    @Test
    void isFirstLookedAtWhenItMayGo() {
        assertThat(message.nextAt()).isEqualTo(NOT_BEFORE);
        assertThat(Message.asked(atRisk(), LATER).nextAt()).isEqualTo(LATER);
    }

    @Test
    void isPutOffOneMillisecondTooEarlyAndClaimedExactlyThen() {
        assertThat(due(NOT_BEFORE.minusMillis(1))).isNull();
        assertThat(message.progress().state()).isEqualTo(State.WAITING);
        assertThat(message.nextAt()).isEqualTo(NOT_BEFORE);

        assertThat(due(NOT_BEFORE)).isNull();
        assertThat(message.lease()).isEqualTo(NOT_BEFORE.plus(RETRIES.lease()));
        assertThat(message.progress().tries()).isEqualTo(1);
    }

    @Test
    void stillGoesInItsLastMillisecondAndNotAfterIt() {
        Message late = Message.asked(atRisk(), ASKED_AT);

        assertThat(due(NOT_AFTER)).isNull();
        assertThat(message.progress().state()).isEqualTo(State.CLAIMED);
        assertThat(late.due(known(), () -> true, RETRIES, NOT_AFTER.plusMillis(1)))
                .isEqualTo(new Fact.Suppressed(Reason.TOO_LATE, NOT_AFTER.plusMillis(1)));
    }

    @Test
    void waitsWithoutUsingUpATryWhileThereIsNoRoom() {
        assertThat(message.due(known(), () -> false, RETRIES, LATER)).isNull();

        assertThat(message.progress().state()).isEqualTo(State.WAITING);
        assertThat(message.progress().tries()).isZero();
        assertThat(message.nextAt()).isAfter(LATER);
    }

    @Test
    void asksForRoomMoreSeldomTheLongerItHasWaited() {
        message.due(known(), () -> false, RETRIES, NOT_BEFORE);
        assertThat(message.nextAt()).isBefore(NOT_BEFORE.plus(RETRIES.busyPause().multipliedBy(2)));

        Instant anHourOn = NOT_BEFORE.plus(Duration.ofHours(1));
        message.due(known(), () -> false, RETRIES, anHourOn);
        assertThat(message.nextAt())
                .isBetween(
                        anHourOn.plus(Duration.ofMinutes(3)), anHourOn.plus(Duration.ofMinutes(7)));
    }

    @Test
    void asksForRoomOnlyIfItWouldGo() {
        message.due(
                known(),
                () -> {
                    throw new AssertionError("asked for room");
                },
                RETRIES,
                NOT_AFTER.plusMillis(1));
    }

    @Test
    void isTakenBackBeforeTheClaimAndNeverSent() {
        assertThat(message.takeBack(LATER)).isEqualTo(new Fact.TakenBack(LATER));
        assertThat(due(LATER.plusSeconds(1))).isNull();
        assertThat(message.progress().state()).isEqualTo(State.TAKEN_BACK);
        assertThat(message.takeBack(LATER.plusSeconds(2))).isNull();
    }

    @Test
    void saysOnceThatATakeBackCameTooLate() {
        due(LATER);

        assertThat(message.takeBack(LATER)).isEqualTo(new Fact.TakenBackTooLate(LATER));
        assertThat(message.takeBack(LATER.plusSeconds(1))).isNull();
        assertThat(message.accepted(LATER.plusSeconds(2)))
                .isEqualTo(new Fact.Delivered(LATER.plusSeconds(2)));
        assertThat(message.takeBack(LATER.plusSeconds(3))).isNull();
    }

    @Test
    void isReportedTooLateAlsoOnceDelivered() {
        due(LATER);
        message.accepted(LATER);

        assertThat(message.takeBack(LATER.plusSeconds(9)))
                .isEqualTo(new Fact.TakenBackTooLate(LATER.plusSeconds(9)));
        assertThat(message.progress().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void isNotTriedAgainOnceTakenBackTooLate() {
        Instant lease = claim(LATER);
        message.takeBack(LATER);

        assertThat(message.failed(lease, false, RETRIES, LATER.plusSeconds(5))).isNull();
        assertThat(message.progress().state()).isEqualTo(State.TAKEN_BACK);
        assertThat(message.nextAt()).isNull();
    }

    @Test
    void isNotSentAgainAfterItsLeaseOnceTakenBackTooLate() {
        Instant lease = claim(LATER);
        message.takeBack(LATER);

        assertThat(due(lease)).isNull();
        assertThat(message.progress().state()).isEqualTo(State.TAKEN_BACK);
    }

    @Test
    void isLeftAloneUntilItsLeaseEndsAndThenClaimedAnew() {
        Instant lease = claim(LATER);

        due(lease.minusMillis(1));
        assertThat(message.lease()).isEqualTo(lease);

        due(lease);
        assertThat(message.lease()).isEqualTo(lease.plus(RETRIES.lease()));
        assertThat(message.progress().tries()).isEqualTo(2);
    }

    @Test
    void hearsNothingFromAClaimThatIsOver() {
        Instant old = claim(LATER);
        due(old);
        Message.Progress before = message.progress();

        assertThat(message.failed(old, false, RETRIES, old)).isNull();
        assertThat(message.refused(old, old)).isNull();
        assertThat(message.notTried(old, RETRIES, old)).isNull();
        assertThat(message.progress()).isEqualTo(before);
    }

    @Test
    void isDeliveredThoughTheYesCameAfterTheLease() {
        Instant lease = claim(LATER);
        due(lease);

        assertThat(message.accepted(lease.plusSeconds(1)))
                .isEqualTo(new Fact.Delivered(lease.plusSeconds(1)));
        assertThat(message.accepted(lease.plusSeconds(2))).isNull();
    }

    @Test
    void isTriedAgainWithDoublingPausesAndJitter() {
        Instant first = claim(LATER);
        message.failed(first, false, RETRIES, LATER);
        Instant again = Objects.requireNonNull(message.nextAt());
        assertThat(again)
                .isCloseTo(LATER.plus(RETRIES.firstPause()), within(quarter(), ChronoUnit.MILLIS));

        Instant second = claim(again);
        message.failed(second, false, RETRIES, again);
        assertThat(message.nextAt())
                .isCloseTo(
                        again.plus(RETRIES.firstPause().multipliedBy(2)),
                        within(2 * quarter(), ChronoUnit.MILLIS));
    }

    @Test
    void isAbandonedWhenNobodyKnowsOfTooManyTriesWhetherTheySentIt() {
        Instant now = LATER;
        for (int i = 1; i < RETRIES.tries(); i++) {
            assertThat(message.failed(claim(now), true, RETRIES, now)).isNull();
            now = now.plus(Duration.ofMinutes(10));
        }

        assertThat(message.failed(claim(now), true, RETRIES, now))
                .isEqualTo(new Fact.Abandoned(Reason.TRIES_EXHAUSTED, now));
        assertThat(due(now.plusSeconds(1))).isNull();
    }

    /** The provider may be away for most of a day: what is valid when it is back goes then. */
    @Test
    void isTriedUntilJustBeforeItsTimeIsOverHoweverLongTheProviderIsAway() {
        Instant now = NOT_BEFORE;
        Instant last = NOT_AFTER.minus(RETRIES.busyPause());
        while (now.isBefore(last)) {
            assertThat(message.failed(claim(now), false, RETRIES, now)).isNull();
            Instant next = Objects.requireNonNull(message.nextAt());
            assertThat(next).isAfter(now).isBeforeOrEqualTo(last);
            now = next;
        }

        assertThat(message.progress().tries()).isBetween(RETRIES.tries() + 1, 60);
        assertThat(message.failed(claim(now), false, RETRIES, now))
                .isEqualTo(new Fact.Abandoned(Reason.TRIES_EXHAUSTED, now));
    }

    @Test
    void isReportedTooLateIfTakenBackWhenItMayHaveBeenSent() {
        message.failed(claim(LATER), true, RETRIES, LATER);

        assertThat(message.takeBack(LATER.plusSeconds(1)))
                .isEqualTo(new Fact.TakenBackTooLate(LATER.plusSeconds(1)));
        assertThat(message.progress().state()).isEqualTo(State.TAKEN_BACK);
        assertThat(message.nextAt()).isNull();
        assertThat(due(LATER.plusSeconds(99))).isNull();
    }

    @Test
    void isTakenBackInTimeIfItSurelyWasNotSent() {
        message.failed(claim(LATER), false, RETRIES, LATER);

        assertThat(message.takeBack(LATER.plusSeconds(1)))
                .isEqualTo(new Fact.TakenBack(LATER.plusSeconds(1)));
    }

    @Test
    void isAbandonedNotSuppressedIfItMayHaveBeenSent() {
        Instant lease = claim(NOT_AFTER.minusSeconds(1));

        assertThat(message.due(known(), () -> true, RETRIES, lease))
                .isEqualTo(new Fact.Abandoned(Reason.TOO_LATE, lease));
    }

    @Test
    void isAbandonedNotSuppressedAlsoWhenItsRecipientIsErasedMeanwhile() {
        message.failed(claim(LATER), true, RETRIES, LATER);
        Instant next = Objects.requireNonNull(message.nextAt());

        assertThat(message.due(recipient(Recipient.Standing.ERASED), () -> true, RETRIES, next))
                .isEqualTo(new Fact.Abandoned(Reason.ERASED, next));
    }

    @Test
    void isAbandonedWhenTheLastLeaseRanOutUnheard() {
        Instant now = LATER;
        for (int i = 0; i < RETRIES.tries(); i++) {
            now = claim(now);
        }

        assertThat(due(now)).isEqualTo(new Fact.Abandoned(Reason.TRIES_EXHAUSTED, now));
    }

    @Test
    void isAbandonedWhenTheNextTryWouldComeTooLate() {
        Instant lease = claim(NOT_AFTER);

        assertThat(message.failed(lease, false, RETRIES, NOT_AFTER))
                .isEqualTo(new Fact.Abandoned(Reason.TRIES_EXHAUSTED, NOT_AFTER));
    }

    @Test
    void isAbandonedWhenTheProviderRefusesIt() {
        Instant lease = claim(LATER);

        assertThat(message.refused(lease, LATER))
                .isEqualTo(new Fact.Abandoned(Reason.REJECTED, LATER));
        assertThat(message.takeBack(LATER)).isNull();
    }

    @Test
    void getsItsTryBackWhenTheProviderWasNotCalled() {
        Instant lease = claim(LATER);
        message.notTried(lease, RETRIES, LATER);

        assertThat(message.progress().tries()).isZero();
        assertThat(message.progress().state()).isEqualTo(State.WAITING);
    }

    private @Nullable Fact due(Instant now) {
        return message.due(known(), () -> true, RETRIES, now);
    }

    private Instant claim(Instant now) {
        due(now);
        return message.lease();
    }

    private static long quarter() {
        return RETRIES.firstPause().toMillis() / 4;
    }
}
