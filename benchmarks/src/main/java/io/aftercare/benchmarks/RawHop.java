package io.aftercare.benchmarks;

import io.aftercare.benchmarks.events.BenchEvent;
import io.aftercare.benchmarks.events.Happened;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.wire.CloudEvent;
import io.aftercare.messaging.wire.Encoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What bare JDBC and Kafka clients do at best while they write the same rows: nothing is
 * classified, no failure is handled, no second replica is thought of. Either a relay reads the
 * outbox back ({@code raw-limit}), or records are sent from memory after the commit and their rows
 * deleted with the next batch ({@code raw-from-memory}).
 */
final class RawHop implements Contender {

    private static final int BATCH = 2_000;

    private final boolean fromMemory;

    RawHop(boolean fromMemory) {
        this.fromMemory = fromMemory;
    }

    @Override
    public String name() {
        return fromMemory ? "raw-from-memory" : "raw-limit";
    }

    @Override
    public int records(int most) {
        return most;
    }

    @Override
    public AutoCloseable start(Run run) {
        Running running = new Running(run, fromMemory);
        running.consuming.start();
        if (!fromMemory) {
            running.relaying.start();
        }
        return running;
    }

    private record Row(long id, String key, byte[] value, String eventId, Instant occurredAt) {}

    private static final class Running implements AutoCloseable {

        private final Run run;
        private final boolean fromMemory;
        private final Encoder encoder = new Encoder(_ -> 1);
        private final KafkaProducer<byte[], byte[]> producer;
        private volatile boolean stopped;
        final Thread consuming = Thread.ofPlatform().unstarted(this::consume);
        final Thread relaying = Thread.ofPlatform().unstarted(this::relay);

        Running(Run run, boolean fromMemory) {
            this.run = run;
            this.fromMemory = fromMemory;
            this.producer = run.ground().producer(Map.of("batch.size", 256 * 1024));
        }

        private Connection connect() throws SQLException {
            Connection connection =
                    DriverManager.getConnection(
                            run.database().jdbcUrl(),
                            run.database().running(),
                            run.database().runningPassword());
            connection.setAutoCommit(false);
            return connection;
        }

        private void consume() {
            Map<String, Object> settings = new HashMap<>();
            settings.put("bootstrap.servers", run.ground().brokers());
            settings.put("group.id", run.group());
            settings.put("auto.offset.reset", "earliest");
            settings.put("enable.auto.commit", false);
            settings.put("max.poll.records", BATCH);
            try (var consumer =
                            new KafkaConsumer<>(
                                    settings,
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer());
                    Connection connection = connect()) {
                openToday(connection);
                consumer.subscribe(List.of(run.in()));
                SpecificDatumReader<BenchEvent> reader =
                        new SpecificDatumReader<>(Ground.schema(), BenchEvent.getClassSchema());
                List<Row> sent = List.of();
                while (!stopped) {
                    List<BenchEvent> events = new ArrayList<>(BATCH);
                    for (ConsumerRecord<byte[], byte[]> raw :
                            consumer.poll(Duration.ofMillis(100))) {
                        events.add(
                                reader.read(
                                        null,
                                        DecoderFactory.get()
                                                .binaryDecoder(
                                                        raw.value(),
                                                        5,
                                                        raw.value().length - 5,
                                                        null)));
                    }
                    if (!events.isEmpty()) {
                        List<Row> rows = write(connection, events, sent);
                        consumer.commitAsync();
                        if (fromMemory) {
                            send(rows);
                            sent = rows;
                        }
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static void openToday(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT messaging.make_inbox_day(current_date)");
                statement.execute("SELECT messaging.make_inbox_day(current_date + 1)");
            }
            connection.commit();
        }

        private List<Row> write(Connection connection, List<BenchEvent> events, List<Row> sent)
                throws SQLException {
            int size = events.size();
            String[] ids = new String[size];
            String[] days = new String[size];
            String[] dues = new String[size];
            String[] locks = new String[size];
            Map<String, Long> perKey = new HashMap<>();
            Map<String, BenchEvent> last = new HashMap<>();
            for (int i = 0; i < size; i++) {
                BenchEvent event = events.get(i);
                String key = event.getStreamId().toString();
                ids[i] = event.getEventId().toString();
                days[i] = LocalDate.ofInstant(event.getRecordedAt(), ZoneOffset.UTC).toString();
                dues[i] = event.getOccurredAt().plus(24, ChronoUnit.HOURS).toString();
                locks[i] = "stream:" + key;
                perKey.merge(key, 1L, Long::sum);
                last.put(key, event);
            }
            Map<String, Long> next = sequences(connection, perKey);
            update(
                    connection,
                    "INSERT INTO messaging.inbox SELECT * FROM unnest(?::uuid[], ?::date[]) ON CONFLICT DO NOTHING",
                    ids,
                    days);
            state(connection, perKey, last);
            update(
                    connection,
                    "INSERT INTO messaging.timer (kind, subject, key, due, next_try) SELECT 'later', s, k, d, d FROM unnest(?::text[], ?::text[], ?::timestamptz[]) AS t(s, k, d) ON CONFLICT (kind, subject) DO UPDATE SET due = excluded.due, next_try = excluded.next_try",
                    ids,
                    locks,
                    dues);
            List<Row> rows = outbox(connection, events, next);
            if (!sent.isEmpty()) {
                delete(connection, sent);
            }
            connection.commit();
            return rows;
        }

        private static Map<String, Long> sequences(Connection connection, Map<String, Long> perKey)
                throws SQLException {
            String[] keys = perKey.keySet().stream().sorted().toArray(String[]::new);
            Long[] counts = new Long[keys.length];
            for (int i = 0; i < keys.length; i++) {
                counts[i] = perKey.getOrDefault(keys[i], 0L);
            }
            Map<String, Long> next = new HashMap<>();
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "INSERT INTO messaging.stream (key, next_sequence) SELECT 'stream:' || k, n + 1 FROM unnest(?::text[], ?::bigint[]) AS u(k, n) ON CONFLICT (key) DO UPDATE SET next_sequence = stream.next_sequence + excluded.next_sequence - 1 RETURNING substr(key, 8), next_sequence")) {
                statement.setObject(1, keys);
                statement.setObject(2, counts);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        String key = rows.getString(1);
                        next.put(key, rows.getLong(2) - perKey.getOrDefault(key, 0L));
                    }
                }
            }
            return next;
        }

        private static void state(
                Connection connection, Map<String, Long> perKey, Map<String, BenchEvent> last)
                throws SQLException {
            List<String> keys = new ArrayList<>(perKey.keySet());
            update(
                    connection,
                    "INSERT INTO state SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::timestamptz[]) ON CONFLICT (id) DO UPDATE SET events = state.events + excluded.events, code = excluded.code, changed_at = excluded.changed_at",
                    keys.toArray(String[]::new),
                    keys.stream().map(perKey::get).toArray(Long[]::new),
                    keys.stream()
                            .map(key -> ((Happened) event(last, key).getBody()).getCode())
                            .toArray(String[]::new),
                    keys.stream()
                            .map(key -> event(last, key).getOccurredAt().toString())
                            .toArray(String[]::new));
        }

        private static BenchEvent event(Map<String, BenchEvent> last, String key) {
            return java.util.Objects.requireNonNull(last.get(key));
        }

        private List<Row> outbox(
                Connection connection, List<BenchEvent> events, Map<String, Long> next)
                throws SQLException {
            List<Row> rows = new ArrayList<>(events.size());
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            for (BenchEvent event : events) {
                String key = event.getStreamId().toString();
                long sequence = next.merge(key, 1L, Long::sum) - 1;
                var id = Ids.of(run.out(), key, sequence);
                BenchEvent fact =
                        new BenchEvent(
                                id,
                                event.getStreamId(),
                                sequence,
                                event.getOccurredAt(),
                                now,
                                event.getBody());
                rows.add(
                        new Row(
                                0,
                                key,
                                encoder.encode(run.out(), fact).value(),
                                id.toString(),
                                event.getOccurredAt()));
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "INSERT INTO messaging.outbox (shard, topic, key, value, event_id, type, occurred_at) SELECT 0, ?, k, v, e, 'Happened', o FROM unnest(?::text[], ?::bytea[], ?::uuid[], ?::timestamptz[]) WITH ORDINALITY AS u(k, v, e, o, n) ORDER BY n RETURNING id")) {
                statement.setString(1, run.out());
                statement.setObject(2, rows.stream().map(Row::key).toArray(String[]::new));
                statement.setObject(3, rows.stream().map(Row::value).toArray(byte[][]::new));
                statement.setObject(4, rows.stream().map(Row::eventId).toArray(String[]::new));
                statement.setObject(
                        5,
                        rows.stream().map(row -> row.occurredAt.toString()).toArray(String[]::new));
                try (ResultSet ids = statement.executeQuery()) {
                    List<Row> stored = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        ids.next();
                        stored.add(
                                new Row(
                                        ids.getLong(1),
                                        row.key,
                                        row.value,
                                        row.eventId,
                                        row.occurredAt));
                    }
                    return stored;
                }
            }
        }

        private void relay() {
            try (Connection connection = connect()) {
                while (!stopped) {
                    List<Row> rows = oldest(connection);
                    if (rows.isEmpty()) {
                        connection.commit();
                        TimeUnit.MILLISECONDS.sleep(5);
                    } else {
                        send(rows);
                        delete(connection, rows);
                        connection.commit();
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static List<Row> oldest(Connection connection) throws SQLException {
            List<Row> rows = new ArrayList<>(BATCH);
            try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "SELECT id, key, value, event_id::text, occurred_at FROM messaging.outbox ORDER BY id LIMIT "
                                            + BATCH);
                    ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(
                            new Row(
                                    found.getLong(1),
                                    found.getString(2),
                                    found.getBytes(3),
                                    found.getString(4),
                                    found.getTimestamp(5).toInstant()));
                }
            }
            return rows;
        }

        private void send(List<Row> rows) {
            List<Exception> errors = Collections.synchronizedList(new ArrayList<>());
            for (Row row : rows) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(
                                run.out(), row.key.getBytes(StandardCharsets.UTF_8), row.value);
                CloudEvent.write(
                        record.headers(),
                        row.eventId,
                        "io.aftercare.benchmarks.events.Happened",
                        "/raw",
                        row.occurredAt,
                        row.key,
                        null);
                producer.send(
                        record,
                        (_, error) -> {
                            if (error != null) {
                                errors.add(error);
                            }
                        });
            }
            producer.flush();
            if (!errors.isEmpty()) {
                throw new IllegalStateException(errors.getFirst());
            }
        }

        private static void delete(Connection connection, List<Row> rows) throws SQLException {
            update(
                    connection,
                    "DELETE FROM messaging.outbox WHERE id = ANY(?)",
                    (Object) rows.stream().map(Row::id).toArray(Long[]::new));
        }

        private static void update(Connection connection, String sql, Object... arrays)
                throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < arrays.length; i++) {
                    statement.setObject(i + 1, arrays[i]);
                }
                statement.executeUpdate();
            }
        }

        @Override
        public void close() {
            stopped = true;
            try {
                consuming.join();
                if (!fromMemory) {
                    relaying.join();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            producer.close();
        }
    }
}
