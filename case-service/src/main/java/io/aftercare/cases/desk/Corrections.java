package io.aftercare.cases.desk;

import io.aftercare.messaging.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was corrected of resolutions: rows are added, and lose their reason with the person. */
@Repository
public class Corrections {

    /** With the case that they are of. */
    private static final int SHOWN = 100;

    private final JdbcClient sql;

    Corrections(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * One correction.
     *
     * @param before what was wrong; null if nothing was said
     * @param reason null once the person is forgotten
     * @param by the id of a member of staff
     */
    record Made(
            int cycle,
            String field,
            @Nullable String before,
            String code,
            @Nullable String reason,
            String by,
            Instant at) {}

    /** Keeps no text of a case whose person was erased. */
    void add(UUID caseId, Made made) {
        sql.sql(
                        """
                        INSERT INTO correction (case_id, cycle, field, before, code, reason,
                                                corrected_by, corrected_at)
                        SELECT case_id, :cycle, :field, :before, :code,
                               CASE WHEN NOT erased THEN :reason END, :by, :at::timestamptz
                          FROM cases WHERE case_id = :case""")
                .param("case", caseId)
                .param("cycle", made.cycle)
                .param("field", made.field)
                .param("before", made.before)
                .param("code", made.code)
                .param("reason", made.reason)
                .param("by", made.by)
                .param("at", made.at.toString())
                .update();
    }

    /**
     * @param number a later one has a greater
     */
    record Numbered(long number, Made made) {}

    /**
     * The newest first.
     *
     * @param before only those with a smaller number
     */
    List<Numbered> newest(UUID caseId, long before, int limit) {
        return sql.sql(
                        """
                        SELECT * FROM correction WHERE case_id = :case AND correction < :before
                         ORDER BY correction DESC LIMIT :limit""")
                .param("case", caseId)
                .param("before", before)
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Numbered(
                                        row.getLong("correction"),
                                        new Made(
                                                row.getInt("cycle"),
                                                row.getString("field"),
                                                row.getString("before"),
                                                row.getString("code"),
                                                row.getString("reason"),
                                                row.getString("corrected_by"),
                                                Row.instant(row, "corrected_at"))))
                .list();
    }

    /**
     * Those that are shown with a case.
     *
     * @param made the newest, the oldest of them first
     * @param more true if there are older ones
     */
    record Last(List<Made> made, boolean more) {}

    Last last(UUID caseId) {
        List<Made> newest =
                newest(caseId, Long.MAX_VALUE, SHOWN + 1).stream().map(Numbered::made).toList();
        return new Last(newest.stream().limit(SHOWN).toList().reversed(), newest.size() > SHOWN);
    }

    /** Forgets the reasons. Called once the cases of these persons take no text any more. */
    public void erase(Collection<String> personIds) {
        sql.sql(
                        """
                        UPDATE correction SET reason = NULL FROM cases c
                         WHERE c.person_id = ANY(:persons::text[])
                           AND correction.case_id = c.case_id AND reason IS NOT NULL""")
                .param("persons", personIds.toArray(String[]::new))
                .update();
    }
}
