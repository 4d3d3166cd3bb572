package io.aftercare.benchmarks;

import io.aftercare.benchmarks.events.BenchEvent;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service as ours are: one listener on messaging. */
final class AftercareHop implements Contender {

    @Override
    public String name() {
        return "aftercare";
    }

    @Override
    public int records(int most) {
        return most;
    }

    @Override
    public AutoCloseable start(Run run) {
        return Apps.start(App.class, run, Map.of());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {

        @Bean
        Hop hop(
                JdbcClient sql,
                Outbox outbox,
                Timers timers,
                @Value("${bench.in}") String in,
                @Value("${bench.out}") String out) {
            return new Hop(sql, outbox, timers, in, out);
        }

        @Bean
        Later later() {
            return new Later();
        }
    }

    /** Counts events per stream, sets a timer for each, says that it has. */
    record Hop(JdbcClient sql, Outbox outbox, Timers timers, String topic, String out)
            implements Listener<BenchEvent> {

        @Override
        public Class<BenchEvent> type() {
            return BenchEvent.class;
        }

        @Override
        public Collection<String> keys(Received<BenchEvent> received) {
            return List.of("stream:" + received.key());
        }

        @Override
        public void on(Batch<BenchEvent> batch) {
            Map<UUID, State> states = new LinkedHashMap<>();
            for (Received<BenchEvent> received : batch) {
                BenchEvent event = received.value();
                String key = received.key();
                String lock = "stream:" + key;
                states.merge(
                        event.getStreamId(),
                        new State(event.getStreamId(), 1, code(event), event.getOccurredAt()),
                        (old, one) -> new State(one.id, old.events + 1, one.code, one.changedAt));
                timers.set(
                        Timer.at(
                                event.getOccurredAt().plus(Duration.ofHours(24)),
                                "later",
                                event.getEventId().toString(),
                                lock));
                outbox.fact(
                        out,
                        lock,
                        key,
                        event.getOccurredAt(),
                        stamp ->
                                new BenchEvent(
                                        stamp.eventId(),
                                        event.getStreamId(),
                                        stamp.sequence(),
                                        event.getOccurredAt(),
                                        stamp.recordedAt(),
                                        event.getBody()));
            }
            save(states.values());
        }

        private void save(Collection<State> states) {
            sql.sql(
                            """
                            INSERT INTO state (id, events, code, changed_at)
                            SELECT * FROM unnest(:id::uuid[], :events::bigint[], :code::text[], :changedAt::timestamptz[])
                            ON CONFLICT (id) DO UPDATE SET
                                events = state.events + excluded.events, code = excluded.code,
                                changed_at = excluded.changed_at""")
                    .params(
                            Columns.of(states)
                                    .with("id", State::id)
                                    .with("events", State::events)
                                    .with("code", State::code)
                                    .with("changedAt", State::changedAt)
                                    .asParams())
                    .update();
        }

        private static String code(BenchEvent event) {
            return ((io.aftercare.benchmarks.events.Happened) event.getBody()).getCode();
        }
    }

    private record State(UUID id, long events, String code, Instant changedAt) {}

    private static final class Later implements TimerHandler {

        @Override
        public String kind() {
            return "later";
        }

        @Override
        public void fire(List<DueTimer> due, Instant now) {
            throw new IllegalStateException("not due within a benchmark");
        }
    }
}
