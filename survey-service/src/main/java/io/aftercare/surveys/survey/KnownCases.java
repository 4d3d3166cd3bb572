package io.aftercare.surveys.survey;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Cases as far as surveys must know them. */
@Repository
class KnownCases {

    private final JdbcClient sql;

    KnownCases(JdbcClient sql) {
        this.sql = sql;
    }

    Map<UUID, KnownCase> load(Collection<UUID> caseIds) {
        return sql
                .sql("SELECT * FROM known_case WHERE case_id = ANY(:ids::uuid[])")
                .param("ids", caseIds.stream().map(UUID::toString).toArray(String[]::new))
                .query(
                        (row, _) ->
                                new KnownCase(
                                        Row.uuid(row, "case_id"),
                                        row.getString("source"),
                                        row.getString("handling"),
                                        row.getLong("sequence")))
                .list()
                .stream()
                .collect(Collectors.toMap(KnownCase::caseId, Function.identity()));
    }

    /** Keeps of each what is newest; a source that was said stays. */
    void save(Collection<KnownCase> heard) {
        Map<UUID, KnownCase> newest = new HashMap<>();
        for (KnownCase one : heard) {
            newest.merge(one.caseId(), one, KnownCases::newer);
        }
        if (newest.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO known_case AS k (case_id, source, handling, sequence)
                        SELECT * FROM unnest(:caseId::uuid[], :source::text[], :handling::text[],
                                             :sequence::bigint[])
                        ON CONFLICT (case_id) DO UPDATE SET
                            source = coalesce(excluded.source, k.source),
                            handling = CASE WHEN excluded.sequence > k.sequence
                                            THEN excluded.handling ELSE k.handling END,
                            sequence = greatest(excluded.sequence, k.sequence)""")
                .params(
                        Columns.of(newest.values())
                                .with("caseId", KnownCase::caseId)
                                .with("source", KnownCase::source)
                                .with("handling", KnownCase::handling)
                                .with("sequence", KnownCase::sequence)
                                .asParams())
                .update();
    }

    private static KnownCase newer(KnownCase one, KnownCase other) {
        KnownCase last = other.sequence() > one.sequence() ? other : one;
        String source = last.source() != null ? last.source() : one.source();
        return new KnownCase(
                last.caseId(),
                source != null ? source : other.source(),
                last.handling(),
                last.sequence());
    }
}
