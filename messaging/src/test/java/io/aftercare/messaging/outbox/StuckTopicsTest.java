package io.aftercare.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StuckTopicsTest {

    private long now;
    private final StuckTopics stuck = new StuckTopics(() -> now);

    @Test
    void aTopicThatFailedIsTriedAMomentLaterAndOneTrialAtATime() {
        stuck.failed("a", "refused");
        assertThat(stuck.all()).containsExactly("a");
        assertThat(stuck.toTry()).isEmpty();

        passes(Duration.ofSeconds(1));
        assertThat(stuck.toTry()).containsExactly("a");
        assertThat(stuck.toTry()).isEmpty();
    }

    @Test
    void aTrialThatNeverEndsKeepsNobodyFromTryingAgain() {
        stuck.failed("a", "refused");
        passes(Duration.ofSeconds(1));
        assertThat(stuck.toTry()).containsExactly("a");

        passes(Duration.ofSeconds(20).minusMillis(1));
        assertThat(stuck.toTry()).isEmpty();
        passes(Duration.ofMillis(1));
        assertThat(stuck.toTry()).containsExactly("a");
        assertThat(stuck.toTry()).isEmpty();
        assertThat(stuck.troubles()).containsEntry("a", "a trial has not ended");
    }

    @Test
    void itIsTriedMoreAndMoreSeldomButEveryFewSecondsAtLeast() {
        for (int seconds : new int[] {1, 2, 4, 5, 5, 5}) {
            stuck.failed("a", "refused");
            passes(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(stuck.toTry()).isEmpty();
            passes(Duration.ofMillis(1));
            assertThat(stuck.toTry()).containsExactly("a");
        }
    }

    @Test
    void onlyOneThatFailedAgainIsTrouble() {
        stuck.failed("a", "once");
        stuck.failed("b", "once");
        stuck.failed("b", "again");
        assertThat(stuck.troubles()).containsOnlyKeys("b").containsEntry("b", "again");

        stuck.recovered("b");
        assertThat(stuck.troubles()).isEmpty();
        assertThat(stuck.all()).containsExactly("a");
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }
}
