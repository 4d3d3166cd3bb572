package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lines of the ledger. They are added and read, never changed. */
@Repository
class Entries {

    private final JdbcClient sql;

    Entries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A line of the ledger.
     *
     * @param what the name of the fact
     * @param at when it happened
     * @param notice what was asked to be said or taken back, null for other lines
     * @param due null if it had no date
     * @param recipient to whom, as {@code staff:…}
     */
    record Entry(
            int revision,
            String what,
            Instant at,
            @Nullable Instant due,
            @Nullable String notice,
            @Nullable String recipient,
            Instant recordedAt) {}

    private record Line(Promise.Terms terms, @Nullable Instant due, Fact fact) {}

    void add(Collection<Promise> promises, Instant now) {
        List<Line> lines =
                promises.stream()
                        .flatMap(
                                promise ->
                                        promise.unsaved().stream()
                                                .map(
                                                        line ->
                                                                new Line(
                                                                        promise.terms(),
                                                                        line.due(),
                                                                        line.fact())))
                        .toList();
        sql.sql(
                        """
                        INSERT INTO promise_entry (promise_id, case_id, revision, what, at, due_at,
                            notice, recipient, recorded_at)
                        SELECT line.*, :now::timestamptz
                          FROM unnest(:promiseId::uuid[], :caseId::uuid[], :revision::int[],
                            :what::text[], :at::timestamptz[], :due::timestamptz[],
                            :notice::text[], :recipient::text[]) AS line""")
                .params(columns(lines).asParams())
                .param("now", now.toString())
                .update();
    }

    private static Columns<Line> columns(List<Line> lines) {
        return Columns.of(lines)
                .with("promiseId", line -> line.terms().id())
                .with("caseId", line -> line.terms().caseId())
                .with("revision", line -> line.fact().revision())
                .with("what", line -> what(line.fact()))
                .with("at", line -> line.fact().at())
                .with("due", Line::due)
                .with("notice", line -> kind(line.fact()))
                .with("recipient", line -> recipient(line.fact()));
    }

    private static String what(Fact fact) {
        return switch (fact) {
            case Fact.Made _ -> "MADE";
            case Fact.Awaiting _ -> "AWAITING_CUSTOMER";
            case Fact.Reminded _ -> "REMINDED";
            case Fact.Met _ -> "CONDITION_MET";
            case Fact.AtRisk _ -> "AT_RISK";
            case Fact.Answered(_, _, _, Watch.Answer answer) -> answer.name();
            case Fact.Held _ -> "HELD";
            case Fact.HeldInVain _ -> "HELD_IN_VAIN";
            case Fact.Escalated _ -> "ESCALATED";
            case Fact.HandedOver _ -> "HANDED_OVER";
            case Fact.Attempted _ -> "ATTEMPTED";
            case Fact.Tried _ -> "TRIED";
            case Fact.Wrote _ -> "WROTE";
            case Fact.Broken _ -> "BROKEN";
            case Fact.Revised _ -> "REVISED";
            case Fact.Told _ -> "TOLD";
            case Fact.Judged _ -> "JUDGED";
            case Fact.Withdrawn _ -> "WITHDRAWN";
            case Fact.DayEnds _ -> "DAY_ENDS";
            case Fact.Kept(_, _, boolean late, boolean corrected) ->
                    late ? "KEPT_LATE" : corrected ? "CORRECTED_TO_KEPT" : "KEPT";
            case Fact.KeptTooLateToCount _ -> "KEPT_TOO_LATE_TO_COUNT";
            case Fact.Asked _ -> "ASKED";
            case Fact.TakenBack _ -> "TAKEN_BACK";
        };
    }

    private static @Nullable String kind(Fact fact) {
        Notice notice = notice(fact);
        return notice == null ? null : notice.kind().name();
    }

    private static @Nullable String recipient(Fact fact) {
        Notice notice = notice(fact);
        return notice == null ? null : notice.recipient();
    }

    private static @Nullable Notice notice(Fact fact) {
        return switch (fact) {
            case Fact.Asked(_, Notice notice, _, _) -> notice;
            case Fact.TakenBack(_, Notice notice) -> notice;
            default -> null;
        };
    }

    /** How often the dates of these promises that stand were handed over; none if never. */
    Map<UUID, Integer> handedOver(Collection<UUID> promiseIds) {
        Map<UUID, Integer> times = new HashMap<>();
        sql.sql(
                        """
                        SELECT promise.id, count(*) AS times
                          FROM promise JOIN promise_entry AS line
                            ON line.promise_id = promise.id AND line.revision = promise.revision
                         WHERE promise.id = ANY(:ids) AND line.what = 'HANDED_OVER'
                         GROUP BY promise.id""")
                .param("ids", promiseIds.toArray(UUID[]::new))
                .query(
                        row -> {
                            times.put(Row.uuid(row, "id"), row.getInt("times"));
                        });
        return times;
    }

    List<Entry> ofPromise(UUID promiseId) {
        return sql.sql("SELECT * FROM promise_entry WHERE promise_id = :id ORDER BY entry")
                .param("id", promiseId)
                .query(
                        (row, _) ->
                                new Entry(
                                        row.getInt("revision"),
                                        row.getString("what"),
                                        Row.instant(row, "at"),
                                        Row.instantOrNull(row, "due_at"),
                                        row.getString("notice"),
                                        row.getString("recipient"),
                                        Row.instant(row, "recorded_at")))
                .list();
    }
}
