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

    /** Oldest first. */
    List<Made> ofCase(UUID caseId) {
        return sql.sql("SELECT * FROM correction WHERE case_id = :case ORDER BY correction")
                .param("case", caseId)
                .query(
                        (row, _) ->
                                new Made(
                                        row.getInt("cycle"),
                                        row.getString("field"),
                                        row.getString("before"),
                                        row.getString("code"),
                                        row.getString("reason"),
                                        row.getString("corrected_by"),
                                        Row.instant(row, "corrected_at")))
                .list();
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
