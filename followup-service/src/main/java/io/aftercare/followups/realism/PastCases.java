package io.aftercare.followups.realism;

import io.aftercare.followups.realism.PastCase.Counted;
import io.aftercare.followups.realism.PastCase.Resolution;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Each case that is counted, and as what. */
@Repository
class PastCases {

    private final JdbcClient sql;

    PastCases(JdbcClient sql) {
        this.sql = sql;
    }

    Map<UUID, PastCase> load(Collection<UUID> caseIds) {
        return sql
                .sql("SELECT * FROM past_case WHERE case_id = ANY(:caseIds)")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query((row, _) -> pastCase(row))
                .list()
                .stream()
                .collect(Collectors.toMap(PastCase::caseId, Function.identity()));
    }

    void save(Collection<PastCase> cases) {
        sql.sql(
                        """
                        INSERT INTO past_case (case_id, opened_at, cause, product, about_sequence,
                            resolved_cycle, resolved_at, resolved_cause, resolved_product, tells,
                            reopened_cycle, closed, counted_cause, counted_product, counted_span,
                            counted_since)
                        SELECT * FROM unnest(:caseId::uuid[], :openedAt::timestamptz[],
                            :cause::text[], :product::text[], :aboutSequence::bigint[],
                            :resolvedCycle::int[], :resolvedAt::timestamptz[],
                            :resolvedCause::text[], :resolvedProduct::text[], :tells::boolean[],
                            :reopenedCycle::int[], :closed::boolean[], :countedCause::text[],
                            :countedProduct::text[], :countedSpan::int[], :countedSince::date[])
                        ON CONFLICT (case_id) DO UPDATE SET
                            opened_at = excluded.opened_at, cause = excluded.cause,
                            product = excluded.product, about_sequence = excluded.about_sequence,
                            resolved_cycle = excluded.resolved_cycle,
                            resolved_at = excluded.resolved_at,
                            resolved_cause = excluded.resolved_cause,
                            resolved_product = excluded.resolved_product, tells = excluded.tells,
                            reopened_cycle = excluded.reopened_cycle, closed = excluded.closed,
                            counted_cause = excluded.counted_cause,
                            counted_product = excluded.counted_product,
                            counted_span = excluded.counted_span,
                            counted_since = excluded.counted_since""")
                .params(columns(cases).asParams())
                .update();
    }

    private static Columns<PastCase> columns(Collection<PastCase> cases) {
        return Columns.of(cases)
                .with("caseId", PastCase::caseId)
                .with("openedAt", PastCase::openedAt)
                .with("cause", it -> it.matter().cause())
                .with("product", it -> it.matter().product())
                .with("aboutSequence", PastCase::matterSequence)
                .with("resolvedCycle", it -> it.resolution() == null ? 0 : it.resolution().cycle())
                .with("resolvedAt", it -> resolution(it, Resolution::at))
                .with("resolvedCause", it -> resolution(it, was -> was.matter().cause()))
                .with("resolvedProduct", it -> resolution(it, was -> was.matter().product()))
                .with("tells", it -> it.resolution() != null && it.resolution().tells())
                .with("reopenedCycle", PastCase::reopenedCycle)
                .with("closed", PastCase::closed)
                .with("countedCause", it -> counted(it, as -> as.matter().cause()))
                .with("countedProduct", it -> counted(it, as -> as.matter().product()))
                .with("countedSpan", it -> counted(it, Counted::span))
                .with("countedSince", it -> counted(it, Counted::since));
    }

    private static <V> @Nullable V resolution(
            PastCase of, Function<Resolution, @Nullable V> value) {
        Resolution resolution = of.resolution();
        return resolution == null ? null : value.apply(resolution);
    }

    private static <V> @Nullable V counted(PastCase of, Function<Counted, @Nullable V> value) {
        Counted counted = of.counted();
        return counted == null ? null : value.apply(counted);
    }

    private static PastCase pastCase(ResultSet row) throws SQLException {
        return new PastCase(
                Row.uuid(row, "case_id"),
                Row.instantOrNull(row, "opened_at"),
                new Matter(row.getString("cause"), row.getString("product")),
                row.getLong("about_sequence"),
                resolution(row),
                row.getInt("reopened_cycle"),
                row.getBoolean("closed"),
                counted(row));
    }

    private static @Nullable Resolution resolution(ResultSet row) throws SQLException {
        Instant at = Row.instantOrNull(row, "resolved_at");
        return at == null
                ? null
                : new Resolution(
                        row.getInt("resolved_cycle"),
                        at,
                        new Matter(
                                row.getString("resolved_cause"), row.getString("resolved_product")),
                        row.getBoolean("tells"));
    }

    private static @Nullable Counted counted(ResultSet row) throws SQLException {
        Integer span = row.getObject("counted_span", Integer.class);
        LocalDate since = row.getObject("counted_since", LocalDate.class);
        return span == null && since == null
                ? null
                : new Counted(
                        new Matter(
                                row.getString("counted_cause"), row.getString("counted_product")),
                        span,
                        since);
    }
}
