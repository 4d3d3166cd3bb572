package io.aftercare.benchmarks;

import io.aftercare.benchmarks.Contender.Run;
import io.aftercare.benchmarks.events.BenchEvent;
import io.aftercare.benchmarks.events.Happened;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.stack.ServiceDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How many timers fire in a second with their event published, and how late those are that come due
 * one by one.
 */
final class TimerBench {

    private final Ground ground;

    TimerBench(Ground ground) {
        this.ground = ground;
    }

    /** Fires timers that are all overdue at the start; returns timers per second. */
    double rate(int timers, int number) throws Exception {
        ServiceDatabase database = ground.database();
        insert(database, timers, "now() - interval '1 second'");
        String out = "bench-out";
        ground.topic(out);
        Run run = new Run(ground, database, "timers-" + number, "none", out);
        try (var _ = Apps.start(App.class, run, Map.of())) {
            return ground.rate(out, timers);
        }
    }

    /**
     * Lateness of timers that come due evenly, among many that are not due.
     *
     * @return the median and the 99th percentile in milliseconds, and the earliest (negative: too
     *     early)
     */
    Lateness lateness(int pending, int perSecond, Duration warmUp, Duration measured, int number)
            throws Exception {
        ServiceDatabase database = ground.database();
        insert(database, pending, "now() + interval '30 days' + n * interval '1 millisecond'");
        String out = "bench-out";
        ground.topic(out);
        Run run = new Run(ground, database, "lateness-" + number, "none", out);
        long seconds = warmUp.plus(measured).toSeconds();
        try (var app = Apps.start(App.class, run, Map.of())) {
            Instant start = Instant.now().plusSeconds(5);
            int due = Math.toIntExact(seconds * perSecond);
            dueEvenly(database, due, start, perSecond);
            await(out, due);
            return app.getBean(Measured.class).after(start.plus(warmUp));
        }
    }

    record Lateness(double p50, double p99, double earliest) {}

    private void await(String out, int due) throws Exception {
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (ground.count(out) < due) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("only " + ground.count(out) + " timers fired");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static void insert(ServiceDatabase database, int timers, String due)
            throws SQLException {
        execute(
                database,
                "INSERT INTO messaging.stream (key) SELECT 'stream:' || n FROM generate_series(1, %d) n"
                        .formatted(timers),
                "INSERT INTO messaging.timer (kind, subject, key, due) SELECT 'bench', 'p' || n, 'stream:' || n, %s FROM generate_series(1, %d) n"
                        .formatted(due, timers),
                "ANALYZE messaging.timer",
                "ANALYZE messaging.stream");
    }

    private static void dueEvenly(
            ServiceDatabase database, int timers, Instant start, int perSecond)
            throws SQLException {
        execute(
                database,
                "INSERT INTO messaging.timer (kind, subject, key, due) SELECT 'bench', 'd' || n, 'stream:' || n, date_trunc('milliseconds', timestamptz '%s' + n * interval '1 second' / %d) FROM generate_series(1, %d) n"
                        .formatted(start, perSecond, timers));
    }

    private static void execute(ServiceDatabase database, String... statements)
            throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.owner(), database.ownerPassword());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {

        @Bean
        Measured measured() {
            return new Measured(new ArrayList<>());
        }

        @Bean
        Firing firing(
                Outbox outbox, Clock clock, Measured measured, @Value("${bench.out}") String out) {
            return new Firing(outbox, clock, measured, out);
        }
    }

    /** What was measured: due instants and the commits of the transactions that fired them. */
    record Measured(List<long[]> dueAndCommitted) {

        synchronized void add(List<DueTimer> fired, Instant committed) {
            fired.forEach(
                    due ->
                            dueAndCommitted.add(
                                    new long[] {
                                        due.due().toEpochMilli(), committed.toEpochMilli()
                                    }));
        }

        synchronized Lateness after(Instant from) {
            long[] late =
                    dueAndCommitted.stream()
                            .filter(one -> one[0] >= from.toEpochMilli())
                            .mapToLong(one -> one[1] - one[0])
                            .sorted()
                            .toArray();
            return new Lateness(
                    at(late, 0.5), at(late, 0.99), Arrays.stream(late).min().orElseThrow());
        }

        private static double at(long[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))];
        }
    }

    private record Firing(Outbox outbox, Clock clock, Measured measured, String out)
            implements TimerHandler {

        @Override
        public String kind() {
            return "bench";
        }

        @Override
        public void fire(List<DueTimer> due, Instant now) {
            for (DueTimer timer : due) {
                String key = timer.subject();
                outbox.fact(
                        out,
                        timer.lock(),
                        key,
                        now,
                        stamp ->
                                new BenchEvent(
                                        stamp.eventId(),
                                        UUID.nameUUIDFromBytes(
                                                key.getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)),
                                        stamp.sequence(),
                                        now,
                                        stamp.recordedAt(),
                                        new Happened("fired", "n".repeat(120))));
            }
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            measured.add(due, clock.instant());
                        }
                    });
        }
    }
}
