package io.aftercare.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void goesOnWhateverATurnThrows() throws Exception {
        CountDownLatch turns = new CountDownLatch(3);
        Loop loop =
                new Loop(
                        "failing",
                        () -> {
                            turns.countDown();
                            throw new StackOverflowError();
                        },
                        () -> {});
        loop.start();
        while (turns.getCount() > 0) {
            loop.wake(); // it need not pause for us
            turns.await(1, TimeUnit.MILLISECONDS);
        }

        assertThat(loop.trouble()).isNotEqualTo("has ended");
        loop.stop(PATIENCE);
    }

    @Test
    void saysThatItsTurnsFailOnceSeveralDid() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        Loop loop =
                new Loop(
                        "failing",
                        () -> {
                            if (turns.incrementAndGet() < 5) {
                                throw new IllegalStateException();
                            }
                        },
                        () -> {});
        loop.start();
        while (loop.trouble() == null) {
            loop.wake();
            TimeUnit.MILLISECONDS.sleep(1);
        }

        assertThat(turns.get()).isGreaterThanOrEqualTo(4);
        while (loop.trouble() != null) {
            loop.wake();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        loop.stop(PATIENCE);
    }

    @Test
    void isNotEndedByAnInterruptThatIsNoStop() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(2);
        Loop loop =
                new Loop(
                        "interrupted",
                        () -> {
                            interrupted.countDown();
                            Thread.currentThread().interrupt();
                            Thread.sleep(1);
                        },
                        () -> {});
        loop.start();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        loop.stop(PATIENCE);
    }

    @Test
    void saysThatItStandsStill() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Loop loop = new Loop("standing", released::await, () -> {}, Duration.ofMillis(1));
        loop.start();
        while (loop.trouble() == null) {
            TimeUnit.MILLISECONDS.sleep(1);
        }

        assertThat(loop.trouble()).isEqualTo("stands still");
        released.countDown();
        loop.stop(PATIENCE);
    }

    @Test
    void saysThatItHasEndedAndLeavesNothingOpen() {
        CountDownLatch closed = new CountDownLatch(1);
        Loop loop = new Loop("stopped", () -> {}, closed::countDown);
        loop.start();

        loop.stop(PATIENCE);

        assertThat(loop.trouble()).isEqualTo("has ended");
        assertThat(closed.getCount()).isZero();
    }
}
