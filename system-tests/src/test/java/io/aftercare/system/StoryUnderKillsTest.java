package io.aftercare.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.stack.demo.Story;
import io.aftercare.stack.demo.Timing;
import io.aftercare.stack.process.Part;
import io.aftercare.stack.system.AftercareSystem;
import io.aftercare.stack.system.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The demo's story while services are killed: nothing is lost and nothing happens twice. A letter
 * may be repeated, with the same Message-ID, if a kill falls between the mail server's yes and our
 * commit; it counts once.
 */
class StoryUnderKillsTest {

    private static final boolean THOROUGH = Boolean.getBoolean("thorough");
    private static final List<String> SERVICES =
            List.of("case-service", "followup-service", "survey-service", "notification-service");

    /**
     * Kills end well before the moments at which something must happen on time: dates pass 25
     * seconds later, and the customer without a date is held after 30. What is reported late of the
     * fridge has the whole grace to arrive. New dates and history have no moment: they come through
     * the kills.
     */
    private static final Duration KILLS_END = Duration.ofSeconds(THOROUGH ? 240 : 30);

    private static final Timing TIMING =
            new Timing(
                    Duration.ofSeconds(3),
                    KILLS_END.plusSeconds(35),
                    KILLS_END.plusSeconds(45),
                    KILLS_END.plusSeconds(30),
                    KILLS_END.plusSeconds(25),
                    Duration.ofSeconds(15),
                    KILLS_END.multipliedBy(2).plusSeconds(150));

    @Test
    void theStoryComesToItsEndAlthoughServicesAreKilledAtRandomMoments() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Map<String, String> environment = new HashMap<>(TIMING.environment());
        environment.put("AFTERCARE_NOTIFICATION_LEASE", "15s");
        environment.put("AFTERCARE_SMTP_CALLLIMIT", "8s");
        environment.put("AFTERCARE_SMTP_TIMEOUT", "3s");
        environment.put("AFTERCARE_SMTP_CONNECTTIMEOUT", "2s");
        Settings settings = Settings.throwaway(environment);
        try (AftercareSystem system = AftercareSystem.start(settings, System.out::println)) {
            CompletableFuture<Void> kills =
                    CompletableFuture.runAsync(() -> killForAWhile(system, new Random(seed)));
            List<String> wrong = Story.play(system, TIMING, System.out::println);
            kills.join();
            assertThat(wrong).as("seed %s", seed).isEmpty();
        }
    }

    private static void killForAWhile(AftercareSystem system, Random random) {
        long end = System.nanoTime() + KILLS_END.toNanos();
        while (System.nanoTime() < end) {
            pause(random.nextLong(100, 4_000));
            Part service = system.service(SERVICES.get(random.nextInt(SERVICES.size())));
            System.out.println("kill -9 " + service.name());
            service.kill();
            pause(random.nextLong(0, 1_500));
            service.start();
        }
    }

    /** Moments of kills are random by intent; nothing is asserted by having slept. */
    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
