package io.aftercare.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The topics, as code: names, partition counts, retention and who reads what. Partition counts
 * never change; a topic that needs more partitions becomes a new topic.
 */
public final class Topics {

    public static final String CASE_INTAKE = "case-intake";
    public static final String CONTACTS = "contacts";
    public static final String CASE_EVENTS = "case-events";
    public static final String FOLLOWUP_EVENTS = "followup-events";
    public static final String SURVEY_EVENTS = "survey-events";
    public static final String NOTIFICATION_REQUESTS = "notification-requests";
    public static final String NOTIFICATION_EVENTS = "notification-events";

    private static final int PARTITIONS = 6;

    /** Four times what a record of ours may have: others write here too. */
    private static final int LARGEST_RECORD = 1024 * 1024;

    /** Room for any record and the headers that tell why it is one. */
    private static final int LARGEST_DEAD_LETTER = 2 * LARGEST_RECORD;

    private static final Duration FACTS = Duration.ofDays(28);
    private static final Duration DEAD_LETTERS = Duration.ofDays(14);
    private static final Duration SHORT_LIVED_DEAD_LETTERS = Duration.ofDays(7);

    /**
     * Only whole segments are deleted, so a record outlives its retention by up to this. With
     * Kafka's week, personal data would stay for ten days on a topic of three.
     */
    private static final Duration SEGMENT = Duration.ofDays(1);

    /** Each topic and the services that read it today; whose dead-letter topics are made. */
    private static final List<Entry> ALL =
            List.of(
                    new Entry(CASE_INTAKE, Duration.ofDays(7), "case"),
                    new Entry(CONTACTS, null, "case", "followup", "survey", "notification"),
                    new Entry(CASE_EVENTS, FACTS, "followup", "survey"),
                    new Entry(FOLLOWUP_EVENTS, FACTS, "case", "survey"),
                    new Entry(SURVEY_EVENTS, FACTS, "case"),
                    new Entry(NOTIFICATION_REQUESTS, Duration.ofDays(3), "notification"),
                    new Entry(NOTIFICATION_EVENTS, FACTS, "case", "followup", "survey"));

    private Topics() {}

    /** The names of all topics that carry Avro values, without dead-letter topics. */
    public static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    /** Every topic with its settings, dead-letter topics included. */
    public static List<Topic> all() {
        return ALL.stream().flatMap(Entry::topics).toList();
    }

    /**
     * The topics that a service reads.
     *
     * @param service its whole name, as {@code case-service}
     */
    public static List<String> readBy(String service) {
        return ALL.stream()
                .filter(entry -> entry.services().anyMatch(service::equals))
                .map(Entry::name)
                .toList();
    }

    /**
     * The topic for what a service cannot take from a topic it reads.
     *
     * @param service its whole name, as {@code case-service}
     */
    public static String deadLetters(String topic, String service) {
        return topic + "." + service + ".dlt";
    }

    /**
     * A topic to create.
     *
     * @param config Kafka's own settings by their names
     */
    public record Topic(String name, int partitions, Map<String, String> config) {}

    /** A topic with Avro values. Without retention it is compacted. */
    private record Entry(String name, @Nullable Duration retention, List<String> readers) {

        Entry(String name, @Nullable Duration retention, String... readers) {
            this(name, retention, List.of(readers));
        }

        Stream<Topic> topics() {
            return Stream.concat(
                    Stream.of(new Topic(name, PARTITIONS, config())),
                    services().map(this::deadLetters));
        }

        Stream<String> services() {
            return readers.stream().map(reader -> reader + "-service");
        }

        private Map<String, String> config() {
            return retention == null ? compacted() : kept(retention, LARGEST_RECORD);
        }

        private Topic deadLetters(String service) {
            boolean shortLived = retention != null && retention.compareTo(DEAD_LETTERS) < 0;
            return new Topic(
                    Topics.deadLetters(name, service),
                    PARTITIONS,
                    kept(
                            shortLived ? SHORT_LIVED_DEAD_LETTERS : DEAD_LETTERS,
                            LARGEST_DEAD_LETTER));
        }

        private static Map<String, String> compacted() {
            return Map.of(
                    "cleanup.policy", "compact",
                    "delete.retention.ms", millis(Duration.ofDays(30)),
                    "max.compaction.lag.ms", millis(Duration.ofDays(1)),
                    "message.timestamp.type", "LogAppendTime",
                    "max.message.bytes", String.valueOf(LARGEST_RECORD));
        }

        private static Map<String, String> kept(Duration retention, int largestMessage) {
            return Map.of(
                    "cleanup.policy", "delete",
                    "retention.ms", millis(retention),
                    "segment.ms", millis(SEGMENT),
                    "message.timestamp.type", "LogAppendTime",
                    "max.message.bytes", String.valueOf(largestMessage));
        }

        private static String millis(Duration duration) {
            return String.valueOf(duration.toMillis());
        }
    }
}
