package io.aftercare.benchmarks;

import io.aftercare.benchmarks.events.BenchEvent;
import io.aftercare.benchmarks.events.Happened;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.wire.Encoder;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.Transactional;

/**
 * What most teams write: a transaction per record, and a scheduled method that empties the outbox.
 */
final class SpringPerRecordHop implements Contender {

    private static final int SLOWER = 40;

    @Override
    public String name() {
        return "spring-per-record";
    }

    @Override
    public int records(int most) {
        return most / SLOWER;
    }

    @Override
    public AutoCloseable start(Run run) {
        return Apps.start(
                App.class,
                run,
                Map.of(
                        "spring.autoconfigure.exclude",
                        "io.aftercare.messaging.MessagingAutoConfiguration",
                        "spring.flyway.enabled",
                        "false",
                        "spring.kafka.consumer.group-id",
                        run.group(),
                        "spring.kafka.consumer.auto-offset-reset",
                        "earliest",
                        "spring.kafka.consumer.key-deserializer",
                        "org.apache.kafka.common.serialization.ByteArrayDeserializer",
                        "spring.kafka.consumer.value-deserializer",
                        "org.apache.kafka.common.serialization.ByteArrayDeserializer",
                        "spring.kafka.producer.key-serializer",
                        "org.apache.kafka.common.serialization.StringSerializer",
                        "spring.kafka.producer.value-serializer",
                        "org.apache.kafka.common.serialization.ByteArraySerializer",
                        "spring.kafka.producer.acks",
                        "all"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableScheduling
    static class App {

        @Bean
        Hop hop(JdbcTemplate sql, @Value("${bench.out}") String out) throws Exception {
            sql.execute("SELECT messaging.make_inbox_day(current_date)");
            return new Hop(sql, out);
        }

        @Bean
        Publishing publishing(
                JdbcTemplate sql,
                KafkaTemplate<String, byte[]> kafka,
                @Value("${bench.out}") String out) {
            return new Publishing(sql, kafka, out);
        }
    }

    static class Hop {

        private final Encoder encoder = new Encoder(_ -> 1);
        private final SpecificDatumReader<BenchEvent> reader;
        private final JdbcTemplate sql;
        private final String out;

        Hop(JdbcTemplate sql, String out) throws Exception {
            this.sql = sql;
            this.out = out;
            this.reader = new SpecificDatumReader<>(Ground.schema(), BenchEvent.getClassSchema());
        }

        @KafkaListener(topics = "${bench.in}")
        @Transactional
        public void on(ConsumerRecord<byte[], byte[]> raw) throws Exception {
            BenchEvent event =
                    reader.read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(raw.value(), 5, raw.value().length - 5, null));
            if (sql.update(
                            "INSERT INTO messaging.inbox VALUES (?, ?) ON CONFLICT DO NOTHING",
                            event.getEventId(),
                            LocalDate.ofInstant(event.getRecordedAt(), ZoneOffset.UTC))
                    == 0) {
                return;
            }
            String key = event.getStreamId().toString();
            Timestamp at = Timestamp.from(event.getOccurredAt());
            Long next =
                    sql.queryForObject(
                            "INSERT INTO messaging.stream VALUES (?, 2) ON CONFLICT (key) DO UPDATE SET next_sequence = stream.next_sequence + 1 RETURNING next_sequence",
                            Long.class,
                            "stream:" + key);
            sql.update(
                    "INSERT INTO state VALUES (?, 1, ?, ?) ON CONFLICT (id) DO UPDATE SET events = state.events + 1, code = excluded.code, changed_at = excluded.changed_at",
                    event.getStreamId(),
                    ((Happened) event.getBody()).getCode(),
                    at);
            sql.update(
                    "INSERT INTO messaging.timer (kind, subject, key, due, next_try) SELECT 'later', ?, ?, d, d FROM (VALUES (?::timestamptz)) AS t(d)",
                    event.getEventId().toString(),
                    "stream:" + key,
                    Timestamp.from(event.getOccurredAt().plus(24, ChronoUnit.HOURS)));
            publish(event, key, next == null ? 1 : next - 1, at);
        }

        private void publish(BenchEvent event, String key, long sequence, Timestamp at) {
            UUID id = Ids.of(out, key, sequence);
            BenchEvent fact =
                    new BenchEvent(
                            id,
                            event.getStreamId(),
                            sequence,
                            event.getOccurredAt(),
                            Instant.now().truncatedTo(ChronoUnit.MILLIS),
                            event.getBody());
            sql.update(
                    "INSERT INTO messaging.outbox (shard, topic, key, value, event_id, type, occurred_at) VALUES (0, ?, ?, ?, ?, 'Happened', ?)",
                    out,
                    key,
                    encoder.encode(out, fact).value(),
                    id,
                    at);
        }
    }

    static class Publishing {

        private final JdbcTemplate sql;
        private final KafkaTemplate<String, byte[]> kafka;
        private final String out;

        Publishing(JdbcTemplate sql, KafkaTemplate<String, byte[]> kafka, String out) {
            this.sql = sql;
            this.kafka = kafka;
            this.out = out;
        }

        @Scheduled(fixedDelay = 100)
        public void publish() throws Exception {
            List<Row> rows =
                    sql.query(
                            "SELECT id, key, value FROM messaging.outbox ORDER BY id LIMIT 1000",
                            (row, _) -> new Row(row.getLong(1), row.getString(2), row.getBytes(3)));
            for (Row row : rows) {
                kafka.send(out, row.key(), row.value()).get();
                sql.update("DELETE FROM messaging.outbox WHERE id = ?", row.id());
            }
        }

        private record Row(long id, String key, byte[] value) {}
    }
}
