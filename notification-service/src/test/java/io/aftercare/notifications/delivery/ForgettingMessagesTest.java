package io.aftercare.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.notifications.Correspondence.Case;
import io.aftercare.notifications.Correspondence.Cases;
import io.aftercare.notifications.NotificationTest;
import io.aftercare.requests.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@NotificationTest
class ForgettingMessagesTest {

    private static final Duration KEPT = Duration.ofDays(35);

    @Autowired private Cases cases;
    @Autowired private Quiet quiet;
    @Autowired private FireTimers fire;
    @Autowired private MovableClock clock;
    @Autowired private Messages messages;
    @Autowired private BadRequests badRequests;
    @Autowired private Stances stances;
    @Autowired private Transactions transactions;
    @Autowired private Timers timers;
    @Autowired private JdbcClient sql;

    private Case about;

    @BeforeEach
    void begin() {
        about = cases.begin();
    }

    @Test
    void comesAgainEveryDay() {
        fire.due();

        assertThat(fire.pending())
                .filteredOn(timer -> timer.kind().equals(ForgettingMessages.KIND))
                .singleElement()
                .satisfies(
                        timer ->
                                assertThat(timer.due())
                                        .isAfter(clock.instant())
                                        .isBeforeOrEqualTo(
                                                clock.instant().plus(Duration.ofDays(1))));
    }

    @Test
    void forgetsMessagesAndBadRequestsThatEndedLongAgoAndNoOthers() {
        about.customerIsKnown();
        quiet.await();
        about.ask(Purpose.SURVEY);
        about.ask(Purpose.SOLVED_CHECK);
        about.ask(Purpose.UNKNOWN);
        about.facts(3);
        Case other = cases.begin();
        other.ask(Purpose.SURVEY, other.recipient(), other.askedFrom(Duration.ofHours(1)));
        quiet.await();
        Instant now = clock.instant();
        endedAndInvalidSince(Purpose.SURVEY, now.minus(KEPT).minusMillis(1));
        endedAndInvalidSince(Purpose.SOLVED_CHECK, now.minus(KEPT));
        refusedAt(now.minus(Duration.ofDays(90)));

        forget();
        assertThat(messages.ofCase(about.id()))
                .extracting(message -> message.request().key())
                .containsExactly(about.key(Purpose.SOLVED_CHECK));
        assertThat(messages.ofCase(other.id())).hasSize(1);
        assertThat(badRequests.ofCase(about.id())).hasSize(1);

        refusedAt(now.minus(Duration.ofDays(90)).minusMillis(1));
        forget();
        assertThat(badRequests.ofCase(about.id())).isEmpty();
    }

    @Test
    void keepsEverythingAsLongAsItMayBeReplayed() {
        assertThatThrownBy(() -> new RetentionSettings(KEPT.minusMillis(1), KEPT))
                .hasMessageContaining("aftercare.retention.messages");
        assertThatThrownBy(() -> new RetentionSettings(KEPT, KEPT.minusMillis(1)))
                .hasMessageContaining("aftercare.retention.bad-requests");
    }

    private void forget() {
        transactions.holding(
                "retention",
                () -> {
                    new ForgettingMessages(
                                    messages,
                                    badRequests,
                                    stances,
                                    timers,
                                    new RetentionSettings(KEPT, Duration.ofDays(90)))
                            .fire(List.of(), clock.instant());
                    return "";
                });
    }

    private void endedAndInvalidSince(Purpose purpose, Instant at) {
        sql.sql(
                        """
                        UPDATE message SET ended_at = :at::timestamptz, not_after = :at::timestamptz
                         WHERE message_key = :key""")
                .param("at", at.toString())
                .param("key", about.key(purpose))
                .update();
    }

    private void refusedAt(Instant at) {
        sql.sql("UPDATE bad_request SET refused_at = :at::timestamptz WHERE case_id = :id")
                .param("at", at.toString())
                .param("id", about.id())
                .update();
    }
}
