package io.aftercare.messaging.guarantees;

import static io.aftercare.messaging.guarantees.Poison.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.inbox.Cause;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Add;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.tally.avro.Letter;
import io.aftercare.messaging.wire.Encoder;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What cannot be taken, by its bytes or headers, is a dead letter at once: as it came, with its
 * cause. The record behind it in the same partition has its effect. Here anything that waits would
 * wait for an hour.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PoisonStandsAloneTest {

    private static final int PARTITION = 4;
    private static final byte[] KEY = "poison".getBytes(UTF_8);

    private Arena arena;
    private LocalReplica replica;
    private RawRecords raw;
    private Effects effects;
    private DeadLetterTopic deadFacts;
    private DeadLetterTopic deadLetters;
    private int neighbours;

    @BeforeAll
    void open() {
        arena = Arena.open();
        replica =
                arena.replica(
                        "aftercare.messaging.retry-for=1h",
                        "aftercare.messaging.unknown-schema-wait=1h");
        raw = new RawRecords(arena);
        effects = new Effects(arena);
        deadFacts = new DeadLetterTopic(arena, Topics.INPUTS);
        deadLetters = new DeadLetterTopic(arena, Topics.LETTERS);
    }

    @AfterAll
    void close() {
        deadFacts.close();
        deadLetters.close();
        raw.close();
        arena.close();
    }

    @ParameterizedTest
    @MethodSource
    void amongFacts(Poison poison) {
        RecordMetadata put = put(Topics.INPUTS, poison);

        nextFactHasItsEffect();
        assertIsDeadLetter(deadFacts.of(put), poison);
    }

    Stream<Poison> amongFacts() {
        byte[] good = fact();
        int id = good[4];
        return Stream.of(
                Poison.of("noise", Cause.UNDECODABLE, "{\"json\":1}".getBytes(UTF_8)),
                Poison.of("empty value", Cause.UNDECODABLE, new byte[0]),
                Poison.of("half a schema id", Cause.UNDECODABLE, new byte[] {0, 0, 0}),
                Poison.of("only a schema id", Cause.UNDECODABLE, Arrays.copyOf(good, 5)),
                Poison.of("wrong magic byte", Cause.UNDECODABLE, with(good, 0, 1)),
                Poison.of("truncated", Cause.UNDECODABLE, Arrays.copyOf(good, good.length - 1)),
                Poison.of("too long", Cause.UNDECODABLE, Arrays.copyOf(good, good.length + 1)),
                Poison.of("another topic's", Cause.UNDECODABLE, letter("another topic's")),
                Poison.of("impossible schema id", Cause.UNDECODABLE, with(good, 1, -1)),
                Poison.of("a string of 2 GB", Cause.UNDECODABLE, hex(id, "80d0acf30e")),
                Poison.of("negative length", Cause.UNDECODABLE, hex(id, "01")),
                Poison.of("tombstone", Cause.TOMBSTONE, null),
                Poison.of("hostile tombstone", Cause.TOMBSTONE, null).withHeaders(Poison.hostile()),
                Poison.of("hostile noise", Cause.UNDECODABLE, KEY).withHeaders(Poison.hostile()),
                Poison.of("1,000 headers", Cause.UNDECODABLE, KEY).withHeaders(Poison.thousand()),
                Poison.of("no key", Cause.BAD_KEY, good).withKey(null),
                Poison.of("empty key", Cause.BAD_KEY, good).withKey(new byte[0]),
                Poison.of("key in Latin-1", Cause.BAD_KEY, good).withKey(new byte[] {(byte) 0xE4}),
                Poison.of("key with NUL", Cause.BAD_KEY, good).withKey(new byte[] {'a', 0, 'b'}),
                Poison.of("endless key", Cause.BAD_KEY, good).withKey(noise(5_000)),
                contradicting("ce_id", UUID.randomUUID().toString()),
                contradicting("ce_type", "io.aftercare.messaging.tally.avro.Ring"),
                contradicting("ce_time", "2001-01-01T00:00:00Z"),
                contradicting("ce_time", "+1000000000-01-01T00:00:00Z"),
                contradicting("ce_time", "soon"),
                contradicting("ce_specversion", "0.3"),
                contradicting("ce_subject", "another key"),
                Poison.of("over the limit", Cause.TOO_LARGE, grown(good, 1)),
                Poison.of("long ago", Cause.OUTSIDE_INBOX, recorded(Duration.ofDays(-35))),
                Poison.of("far ahead", Cause.OUTSIDE_INBOX, recorded(Duration.ofDays(3))),
                Poison.of(
                        "end of time",
                        Cause.OUTSIDE_INBOX,
                        fact(Instant.ofEpochMilli(Long.MAX_VALUE))));
    }

    @ParameterizedTest
    @MethodSource
    void amongLetters(Poison poison) {
        RecordMetadata put = put(Topics.LETTERS, poison);

        nextLetterHasItsEffect();
        assertIsDeadLetter(deadLetters.of(put), poison);
    }

    Stream<Poison> amongLetters() {
        return Stream.of(
                Poison.of("noise", Cause.UNDECODABLE, KEY),
                Poison.of("a typo", Cause.UNKNOWN_TYPE, letter("x"), header("ce_type", "Lettre")),
                Poison.of("empty value", Cause.UNDECODABLE, new byte[0]),
                Poison.of("a tombstone without a key", Cause.BAD_KEY, null).withKey(null));
    }

    @Test
    void whatIsUnusualButLegalHasItsEffect() {
        String key = "unusual";
        raw.put(Topics.INPUTS, PARTITION, bytes(key), fact(), Poison.hostile());
        raw.put(Topics.INPUTS, PARTITION, bytes(key), fact(), Poison.thousand());
        raw.put(Topics.INPUTS, PARTITION, bytes(key), recorded(Duration.ofDays(-34)), List.of());
        raw.put(Topics.INPUTS, PARTITION, bytes(key), recorded(Duration.ofDays(2)), List.of());
        raw.put(Topics.LETTERS, PARTITION, bytes(key), null, Poison.hostile());
        byte[] large = letter("x".repeat(Encoder.LARGEST_VALUE - letter("").length - 2));
        assertThat(large).hasSize(Encoder.LARGEST_VALUE);
        raw.put(Topics.LETTERS, PARTITION, bytes("large"), large, List.of());

        effects.await(key, 4);
        awaitLetter(key);
        awaitLetter("large");
    }

    @Test
    void aFactOfAnUnknownTypeIsSkippedAndCounted() {
        double before = skipped();
        RecordMetadata put =
                raw.put(
                        Topics.INPUTS,
                        PARTITION,
                        KEY,
                        "of a later version".getBytes(UTF_8),
                        List.of(header("ce_type", "io.aftercare.messaging.tally.avro.Multiply")));

        nextFactHasItsEffect();
        assertThat(skipped() - before).isEqualTo(1);
        assertThat(deadFacts.of(put)).isEmpty();
    }

    /** Headers may be lacking. */
    @Test
    void soIsOneWhoseHeadersDoNotTellItsType() throws IOException {
        double before = skipped();
        RecordMetadata put =
                raw.put(Topics.INPUTS, PARTITION, KEY, LaterSchema.multiply(arena), List.of());

        nextFactHasItsEffect();
        assertThat(skipped() - before).isEqualTo(1);
        assertThat(deadFacts.of(put)).isEmpty();
    }

    /** The broker measures it compressed; no dead-letter topic could hold it as it is. */
    @Test
    void ofWhatIsSmallOnlyWhileCompressedOnlyThePlaceIsTold() {
        byte[] value = new byte[20 * 1024 * 1024];
        RecordMetadata put =
                raw.put(
                        Topics.INPUTS,
                        PARTITION,
                        KEY,
                        value,
                        List.of(header("h", "e".repeat(3_000_000))));

        nextFactHasItsEffect();
        ConsumerRecord<byte[], byte[]> letter = deadFacts.of(put).getFirst();
        assertThat(letter.value()).isNull();
        assertThat(DeadLetterTopic.text(letter, "h")).isNull();
        assertThat(DeadLetterTopic.text(letter, "dlt-cause")).isEqualTo("TOO_LARGE");
        assertThat(DeadLetterTopic.text(letter, "dlt-omitted")).isEqualTo("20971520 bytes");
    }

    private RecordMetadata put(String topic, Poison poison) {
        return raw.put(topic, PARTITION, poison.key(), poison.value(), poison.headers());
    }

    private void nextFactHasItsEffect() {
        String key = "next-" + neighbours++;
        raw.put(Topics.INPUTS, PARTITION, bytes(key), fact(), List.of());
        effects.await(key, 1);
    }

    private void nextLetterHasItsEffect() {
        String key = "next-" + neighbours++;
        raw.put(Topics.LETTERS, PARTITION, bytes(key), letter("next"), List.of());
        awaitLetter(key);
    }

    private void awaitLetter(String key) {
        await("letter " + key)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                arena.sql()
                                                .sql("SELECT count(*) FROM letter WHERE key = :key")
                                                .param("key", key)
                                                .query(Integer.class)
                                                .single()
                                        == 1);
    }

    private static void assertIsDeadLetter(
            List<ConsumerRecord<byte[], byte[]>> found, Poison poison) {
        assertThat(found).hasSize(1);
        ConsumerRecord<byte[], byte[]> letter = found.getFirst();
        List<Header> headers = Arrays.asList(letter.headers().toArray());
        int own = poison.headers().size();
        assertThat(DeadLetterTopic.text(letter, "dlt-cause")).isEqualTo(poison.cause().name());
        assertThat(letter.partition()).isEqualTo(PARTITION);
        assertThat(letter.key()).isEqualTo(poison.key());
        assertThat(letter.value()).isEqualTo(poison.value());
        assertThat(headers.subList(0, own)).isEqualTo(poison.headers());
        assertThat(headers.subList(own, headers.size()))
                .extracting(Header::key)
                .containsExactly(
                        "dlt-cause",
                        "dlt-detail",
                        "dlt-topic",
                        "dlt-partition",
                        "dlt-offset",
                        "dlt-timestamp",
                        "dlt-service");
    }

    private double skipped() {
        return replica.bean(MeterRegistry.class)
                .counter("messaging.skipped", "topic", Topics.INPUTS)
                .count();
    }

    private Poison contradicting(String header, String text) {
        return Poison.of(
                header + ": " + text, Cause.CONTRADICTING_HEADER, fact(), header(header, text));
    }

    private byte[] fact() {
        return fact(arena.clock().instant());
    }

    private byte[] recorded(Duration away) {
        return fact(arena.clock().instant().plus(away));
    }

    private byte[] fact(Instant recordedAt) {
        return raw.encoded(
                Topics.INPUTS,
                new Input(UUID.randomUUID(), 1L, arena.clock().instant(), recordedAt, new Add(1)));
    }

    private byte[] letter(String text) {
        return raw.encoded(Topics.LETTERS, new Letter(1, text));
    }

    private static byte[] bytes(String key) {
        return key.getBytes(UTF_8);
    }

    private static byte[] with(byte[] good, int position, int other) {
        byte[] changed = good.clone();
        changed[position] = (byte) other;
        return changed;
    }

    /** Longer than allowed by so many bytes. */
    private static byte[] grown(byte[] good, int over) {
        return Arrays.copyOf(good, Encoder.LARGEST_VALUE + over);
    }

    /** A schema id and what follows it. */
    private static byte[] hex(int id, String body) {
        return HexFormat.of().parseHex("00000000%02x%s".formatted(id, body));
    }

    /** ASCII that does not shrink much when compressed. */
    private static byte[] noise(int length) {
        return new java.util.Random(1)
                .ints(length, '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(UTF_8);
    }
}
