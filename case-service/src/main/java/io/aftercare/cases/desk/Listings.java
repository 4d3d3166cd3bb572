package io.aftercare.cases.desk;

import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Cases as they stand on lists. */
@Repository
class Listings {

    private final JdbcClient sql;

    Listings(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A line of a list.
     *
     * @param subject null also if the person is forgotten
     */
    record Listed(
            UUID caseId,
            String source,
            String sourceCaseId,
            @Nullable String personId,
            String kind,
            @Nullable String cause,
            @Nullable String product,
            String priority,
            String handling,
            Instant openedAt,
            @Nullable String owner,
            @Nullable String team,
            String state,
            Instant stateSince,
            int cycle,
            @Nullable String outcome,
            @Nullable String subject) {}

    List<Listed> find(Filter filter, Sort sort, @Nullable Cursor after, int limit) {
        Map<String, String> columns = filter.columns();
        List<String> conditions = new ArrayList<>(List.of("true"));
        // names of columns, which nobody outside chooses
        columns.keySet().forEach(name -> conditions.add("%s = :%s".formatted(name, name)));
        Map<String, Object> params = new HashMap<>(columns);
        if (after != null) {
            conditions.add(sort.after());
            params.put("at", after.at().toString());
            params.put("id", after.id().toString());
        }
        params.put("limit", limit);
        return sql.sql(
                        """
                        SELECT c.*, t.subject
                          FROM (SELECT * FROM cases WHERE %s ORDER BY %s LIMIT :limit) c
                          LEFT JOIN case_text t USING (case_id)
                         ORDER BY %s"""
                                .formatted(
                                        String.join(" AND ", conditions),
                                        sort.order(),
                                        sort.order()))
                .params(params)
                .query(
                        (row, _) ->
                                new Listed(
                                        Row.uuid(row, "case_id"),
                                        row.getString("source"),
                                        row.getString("source_case_id"),
                                        row.getString("person_id"),
                                        row.getString("kind"),
                                        row.getString("cause"),
                                        row.getString("product"),
                                        row.getString("priority"),
                                        row.getString("handling"),
                                        Row.instant(row, "opened_at"),
                                        row.getString("owner"),
                                        row.getString("team"),
                                        row.getString("state"),
                                        Row.instant(row, "state_at"),
                                        row.getInt("cycle"),
                                        row.getString("outcome"),
                                        row.getString("subject")))
                .list();
    }
}
