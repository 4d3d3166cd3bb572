package io.aftercare.messaging.guarantees;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.test.Sent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares what went in with what was done, and what was done with what was said. */
final class Audit {

    private final Arena arena;
    private final JdbcClient sql;

    private Audit(Arena arena) {
        this.arena = arena;
        this.sql = arena.sql();
    }

    static Audit of(Arena arena) {
        return new Audit(arena);
    }

    /** These inputs and no others had an effect, each one once, per key in their order. */
    Audit eachHadItsEffectOnce(Collection<Input> inputs) {
        Map<UUID, Long> effects =
                list("SELECT event_id FROM effect", (row, _) -> row.getObject(1, UUID.class))
                        .stream()
                        .collect(groupingBy(identity(), counting()));
        assertThat(effects.values()).as("effects of each input").allMatch(times -> times == 1);
        assertThat(effects.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        inputs.stream().map(Input::getEventId).toList());
        assertThat(
                        list(
                                """
                                SELECT key FROM effect GROUP BY key
                                HAVING array_agg(sequence ORDER BY id)
                                    <> array_agg(sequence ORDER BY sequence)""",
                                (row, _) -> row.getString(1)))
                .as("keys whose inputs were taken out of order")
                .isEmpty();
        return this;
    }

    /** As {@link #eachHadItsEffectOnce}; and each added 1, which is one fact. */
    Audit eachWasAddedOnce(Collection<Input> additions) {
        eachHadItsEffectOnce(additions);
        Map<String, Long> expected =
                list("SELECT key FROM effect", (row, _) -> row.getString(1)).stream()
                        .collect(groupingBy(identity(), counting()));
        assertThat(counts("SELECT key, total FROM tally")).isEqualTo(expected);
        assertThat(counts(FACTS)).isEqualTo(expected);
        return this;
    }

    private static final String FACTS =
            """
            SELECT substring(key FROM 5), next_sequence - 1 FROM messaging.stream
             WHERE key LIKE 'key:%' AND next_sequence > 1""";

    /**
     * Every fact that was committed is on the topic, and no other: per key the first appearances
     * count 1, 2, … without a gap, and a repeat says the same again.
     */
    Audit everythingIsSaidInOrder() {
        Map<String, List<Output>> said =
                arena.outputs().all().stream()
                        .collect(
                                groupingBy(
                                        sent -> String.valueOf(sent.key()),
                                        mapping(Sent::value, toList())));
        Map<String, Long> facts = counts(FACTS);
        assertThat(said).containsOnlyKeys(facts.keySet());
        said.forEach(
                (key, outputs) ->
                        assertThat(outputs.stream().distinct().map(Output::getSequence))
                                .as("first appearances of %s", key)
                                .containsExactlyElementsOf(
                                        LongStream.rangeClosed(1, facts.getOrDefault(key, 0L))
                                                .boxed()
                                                .toList()));
        return this;
    }

    /** These timers rang, each one once, none early; no other rang, and none is left. */
    Audit eachRangOnce(Collection<String> subjects) {
        assertThat(list("SELECT subject FROM rung", (row, _) -> row.getString(1)))
                .containsExactlyInAnyOrderElementsOf(subjects);
        assertThat(list("SELECT subject FROM rung WHERE at < due", (row, _) -> row.getString(1)))
                .as("rang early")
                .isEmpty();
        assertThat(list("SELECT subject FROM messaging.timer", (row, _) -> row.getString(1)))
                .as("timers left")
                .isEmpty();
        return this;
    }

    private Map<String, Long> counts(String query) {
        return list(query, (row, _) -> Map.entry(row.getString(1), row.getLong(2))).stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private <T> List<T> list(String query, RowMapper<T> row) {
        return sql.sql(query).query(row).list();
    }
}
