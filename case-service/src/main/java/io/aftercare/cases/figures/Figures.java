package io.aftercare.cases.figures;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sums that are kept up to date with the cases, folded or not. */
@Repository
class Figures {

    private static final String SUMS =
            """
            (SELECT * FROM case_figure UNION ALL SELECT * FROM case_figure_change) AS figure""";

    private final JdbcClient sql;

    Figures(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * So many cases.
     *
     * @param code of the group; empty where cases have none
     */
    record Count(String code, LocalDate week, long cases) {}

    /**
     * So many cases of all the weeks.
     *
     * @param bucket of a duration
     */
    record Sum(String measure, String code, int bucket, long cases) {}

    /** Complaints of these weeks, both included. */
    List<Count> complaints(Grouping by, LocalDate from, LocalDate to) {
        return sql.sql(
                        """
                        SELECT code, week, sum(cases) AS cases FROM %s
                         WHERE measure = 'COMPLAINT' AND grouping = :by
                           AND week BETWEEN :from::date AND :to::date
                         GROUP BY code, week HAVING sum(cases) <> 0"""
                                .formatted(SUMS))
                .param("by", by.name())
                .param("from", from.toString())
                .param("to", to.toString())
                .query(
                        (row, _) ->
                                new Count(
                                        row.getString("code"),
                                        row.getObject("week", LocalDate.class),
                                        row.getLong("cases")))
                .list();
    }

    /** All that is counted of cases first resolved in these weeks, both included. */
    List<Sum> resolutions(Grouping by, LocalDate from, LocalDate to) {
        return sql.sql(
                        """
                        SELECT measure, code, bucket, sum(cases) AS cases FROM %s
                         WHERE measure IN ('RESOLVED', 'REOPENED', 'ANSWERED', 'CONFIRMED',
                                           'FIRST', 'TOTAL')
                           AND grouping = :by AND week BETWEEN :from::date AND :to::date
                         GROUP BY measure, code, bucket HAVING sum(cases) <> 0"""
                                .formatted(SUMS))
                .param("by", by.name())
                .param("from", from.toString())
                .param("to", to.toString())
                .query(
                        (row, _) ->
                                new Sum(
                                        row.getString("measure"),
                                        row.getString("code"),
                                        row.getInt("bucket"),
                                        row.getLong("cases")))
                .list();
    }

    /**
     * Adds changes to the sums. Only one at a time: two would wait for each other's rows.
     *
     * @param most at once
     * @return true if there may be more
     */
    boolean fold(int most) {
        long folded =
                sql.sql(
                                """
                                WITH change AS (
                                    DELETE FROM case_figure_change WHERE ctid = ANY(ARRAY(
                                        SELECT ctid FROM case_figure_change LIMIT :most))
                                    RETURNING *),
                                added AS (
                                    INSERT INTO case_figure AS f
                                        (measure, grouping, week, code, bucket, cases)
                                    SELECT measure, grouping, week, code, bucket, sum(cases)
                                      FROM change
                                     GROUP BY measure, grouping, week, code, bucket
                                    ON CONFLICT (measure, grouping, week, code, bucket)
                                    DO UPDATE SET cases = f.cases + excluded.cases)
                                SELECT count(*) FROM change""")
                        .param("most", most)
                        .query(Long.class)
                        .single();
        return folded == most;
    }
}
