package io.aftercare.cases.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The reports that were refused, for those who sent them. */
@Repository
class Refusals {

    private final JdbcClient sql;

    Refusals(JdbcClient sql) {
        this.sql = sql;
    }

    /** The newest of a source, at most {@code limit}; or the one of a report id. */
    List<Recorded> ofSource(String source, @Nullable String reportId, int limit) {
        ReportKey key = ReportKey.of(source, reportId == null ? "" : reportId);
        return sql.sql(
                        """
                        SELECT * FROM report
                         WHERE result = 'REFUSED' AND source = :source
                           AND (:id::text IS NULL OR report_id = :id)
                         ORDER BY received_at DESC, report_id LIMIT :limit""")
                .param("source", key.source())
                .param("id", reportId == null ? null : key.reportId())
                .param("limit", limit)
                .query(Reports::recorded)
                .list();
    }
}
