package io.aftercare.cases.desk;

import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Cases as staff read them, with their text. */
@Repository
class Dossiers {

    private final JdbcClient sql;

    Dossiers(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * @param cycle how often the case was resolved
     * @param mergedInto the case that goes on instead
     * @param linkedTo the closed case that this one goes on with
     * @param continuedIn the other way round
     * @param outcome of the last resolution, as remedy and summary
     * @param erased true if the person is forgotten and no text is kept
     * @param asResolved null if it never was
     * @param corrections the newest, the oldest of them first
     * @param moreCorrections true if there are older ones
     */
    record Dossier(
            UUID caseId,
            String source,
            String sourceCaseId,
            @Nullable String personId,
            String kind,
            @Nullable String cause,
            @Nullable String product,
            String priority,
            Instant openedAt,
            @Nullable String owner,
            @Nullable String team,
            String state,
            int cycle,
            Instant stateSince,
            @Nullable UUID mergedInto,
            @Nullable UUID linkedTo,
            @Nullable UUID continuedIn,
            @Nullable String outcome,
            @Nullable String remedy,
            @Nullable String subject,
            @Nullable String wish,
            @Nullable String summary,
            boolean erased,
            String handling,
            boolean aboutFollowUp,
            @Nullable Instant resolvedAt,
            @Nullable Resolved asResolved,
            List<Corrections.Made> corrections,
            boolean moreCorrections) {}

    /** What it was about and who answered for it as it was resolved, or as corrected since. */
    record Resolved(
            String kind,
            @Nullable String cause,
            @Nullable String product,
            @Nullable String owner) {}

    /**
     * @param corrections of that case
     */
    Optional<Dossier> find(UUID caseId, Corrections.Last corrections) {
        return sql.sql(
                        """
                        SELECT c.*, t.subject, t.wish,
                               CASE WHEN t.summary_cycle = c.cycle THEN t.summary END AS summary
                          FROM cases c LEFT JOIN case_text t USING (case_id)
                         WHERE c.case_id = :case""")
                .param("case", caseId)
                .query(
                        (row, _) ->
                                new Dossier(
                                        caseId,
                                        row.getString("source"),
                                        row.getString("source_case_id"),
                                        row.getString("person_id"),
                                        row.getString("kind"),
                                        row.getString("cause"),
                                        row.getString("product"),
                                        row.getString("priority"),
                                        row.getObject("opened_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getString("owner"),
                                        row.getString("team"),
                                        row.getString("state"),
                                        row.getInt("cycle"),
                                        row.getObject("state_at", OffsetDateTime.class).toInstant(),
                                        row.getObject("merged_into", UUID.class),
                                        row.getObject("linked_to", UUID.class),
                                        row.getObject("continued_in", UUID.class),
                                        row.getString("outcome"),
                                        row.getString("remedy"),
                                        row.getString("subject"),
                                        row.getString("wish"),
                                        row.getString("summary"),
                                        row.getBoolean("erased"),
                                        row.getString("handling"),
                                        row.getBoolean("about_follow_up"),
                                        Row.instantOrNull(row, "resolved_at"),
                                        resolved(row),
                                        corrections.made(),
                                        corrections.more()))
                .optional();
    }

    private static @Nullable Resolved resolved(ResultSet row) throws SQLException {
        String kind = row.getString("resolved_kind");
        return kind == null
                ? null
                : new Resolved(
                        kind,
                        row.getString("resolved_cause"),
                        row.getString("resolved_product"),
                        row.getString("resolved_owner"));
    }
}
