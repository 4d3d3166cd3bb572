package io.aftercare.followups.known;

import io.aftercare.followups.known.CaseFact.About;
import io.aftercare.followups.known.KnownCase.Merge;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases this service has heard of. */
@Repository
public class Cases {

    private final JdbcClient sql;

    Cases(JdbcClient sql) {
        this.sql = sql;
    }

    /** Null if no fact of the case has come yet. */
    public @Nullable KnownCase find(UUID caseId) {
        return sql.sql("SELECT * FROM known_case WHERE case_id = :caseId")
                .param("caseId", caseId)
                .query((row, _) -> knownCase(row))
                .optional()
                .orElse(null);
    }

    /** Those of the cases that are known. */
    public Map<UUID, KnownCase> load(Collection<UUID> caseIds) {
        return sql
                .sql("SELECT * FROM known_case WHERE case_id = ANY(:caseIds)")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query((row, _) -> knownCase(row))
                .list()
                .stream()
                .collect(Collectors.toMap(KnownCase::caseId, Function.identity()));
    }

    /**
     * The cases, and all in which they go on if they were merged. Most were not: then this is one
     * statement.
     */
    public Succession succession(Collection<UUID> caseIds) {
        Map<UUID, KnownCase> known = new HashMap<>(load(caseIds));
        Set<UUID> next = Succession.missing(known.values(), known.keySet());
        while (!next.isEmpty()) {
            Map<UUID, KnownCase> more = load(next);
            known.putAll(more);
            next = Succession.missing(more.values(), known.keySet());
        }
        return new Succession(known);
    }

    /**
     * The cases that go on in these, as they were merged into one of them or into one that was.
     *
     * @return by each of these that others go on in; one may go on in several of these
     */
    public Map<UUID, Set<UUID>> mergedInto(Collection<UUID> caseIds) {
        Map<UUID, Set<UUID>> merged = new HashMap<>();
        sql.sql(
                        """
                        WITH RECURSIVE merged (case_id, root) AS (
                            SELECT case_id, merged_into FROM known_case
                             WHERE merged_into = ANY(:caseIds)
                            UNION
                            SELECT known.case_id, merged.root FROM merged
                              JOIN known_case AS known ON known.merged_into = merged.case_id)
                        SELECT case_id, root FROM merged""")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query(
                        (RowCallbackHandler)
                                row ->
                                        merged.computeIfAbsent(
                                                        Row.uuid(row, "root"), _ -> new HashSet<>())
                                                .add(Row.uuid(row, "case_id")));
        return merged;
    }

    void save(Collection<KnownCase> cases) {
        sql.sql(
                        """
                        INSERT INTO known_case (case_id, person_id, owner, team, cycle, sequence,
                            reference, kind, cause, product, about_sequence, source, handling,
                            merged_into, merged_at, merge_recorded_at)
                        SELECT * FROM unnest(:caseId::uuid[], :personId::text[], :owner::text[],
                            :team::text[], :cycle::int[], :sequence::bigint[], :reference::text[],
                            :kind::text[], :cause::text[], :product::text[],
                            :aboutSequence::bigint[], :source::text[], :handling::text[],
                            :mergedInto::uuid[], :mergedAt::timestamptz[],
                            :mergeRecordedAt::timestamptz[])
                        ON CONFLICT (case_id) DO UPDATE SET
                            person_id = excluded.person_id, owner = excluded.owner,
                            team = excluded.team, cycle = excluded.cycle,
                            sequence = excluded.sequence, reference = excluded.reference,
                            kind = excluded.kind, cause = excluded.cause,
                            product = excluded.product,
                            about_sequence = excluded.about_sequence,
                            source = excluded.source, handling = excluded.handling,
                            merged_into = excluded.merged_into,
                            merged_at = excluded.merged_at,
                            merge_recorded_at = excluded.merge_recorded_at""")
                .params(
                        Columns.of(cases)
                                .with("caseId", KnownCase::caseId)
                                .with("personId", KnownCase::personId)
                                .with("owner", KnownCase::owner)
                                .with("team", KnownCase::team)
                                .with("cycle", KnownCase::cycle)
                                .with("sequence", KnownCase::sequence)
                                .with("reference", KnownCase::reference)
                                .with("kind", known -> about(known, About::kind))
                                .with("cause", known -> about(known, About::cause))
                                .with("product", known -> about(known, About::product))
                                .with("aboutSequence", KnownCase::aboutSequence)
                                .with("source", KnownCase::source)
                                .with("handling", KnownCase::handling)
                                .with("mergedInto", known -> merge(known, Merge::into))
                                .with("mergedAt", known -> merge(known, Merge::at))
                                .with("mergeRecordedAt", known -> merge(known, Merge::recordedAt))
                                .asParams())
                .update();
    }

    private static KnownCase knownCase(ResultSet row) throws SQLException {
        return new KnownCase(
                Row.uuid(row, "case_id"),
                row.getString("person_id"),
                row.getString("owner"),
                row.getString("team"),
                row.getInt("cycle"),
                row.getLong("sequence"),
                row.getString("reference"),
                about(row),
                row.getLong("about_sequence"),
                row.getString("source"),
                row.getString("handling"),
                merge(row));
    }

    private static <V> @Nullable V merge(KnownCase known, Function<Merge, V> value) {
        Merge merge = known.merge();
        return merge == null ? null : value.apply(merge);
    }

    private static @Nullable Merge merge(ResultSet row) throws SQLException {
        UUID into = Row.uuidOrNull(row, "merged_into");
        return into == null
                ? null
                : new Merge(
                        into, Row.instant(row, "merged_at"), Row.instant(row, "merge_recorded_at"));
    }

    private static @Nullable String about(
            KnownCase known, Function<About, @Nullable String> value) {
        About about = known.about();
        return about == null ? null : value.apply(about);
    }

    private static @Nullable About about(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return kind == null
                ? null
                : new About(kind, row.getString("cause"), row.getString("product"));
    }
}
