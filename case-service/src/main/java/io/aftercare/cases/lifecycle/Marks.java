package io.aftercare.cases.lifecycle;

import io.aftercare.messaging.Columns;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How many cases count for what: sums that the figures are read from. Every batch would change the
 * same few rows, those of this week; so it only adds what changed and waits for nobody, and that is
 * folded into the sums later.
 */
@Repository
class Marks {

    private final JdbcClient sql;

    Marks(JdbcClient sql) {
        this.sql = sql;
    }

    /** A row of the sums. */
    private record Sum(String measure, String grouping, String week, String code, int bucket) {}

    /** Takes out what these cases counted for when they were loaded, puts in what they do now. */
    void save(Collection<Case> changed) {
        Map<Sum, Integer> sums = new HashMap<>();
        for (Case one : changed) {
            Set<Mark> before = one.counted();
            Set<Mark> now = Mark.of(one);
            before.stream().filter(mark -> !now.contains(mark)).forEach(it -> add(sums, it, -1));
            now.stream().filter(mark -> !before.contains(mark)).forEach(it -> add(sums, it, 1));
        }
        sums.values().removeIf(change -> change == 0);
        if (!sums.isEmpty()) {
            insert(sums);
        }
    }

    private static void add(Map<Sum, Integer> sums, Mark mark, int change) {
        add(sums, mark, "ALL", "", change);
        add(sums, mark, "CAUSE", mark.cause() == null ? "" : mark.cause(), change);
        add(sums, mark, "PRODUCT", mark.product() == null ? "" : mark.product(), change);
    }

    private static void add(
            Map<Sum, Integer> sums, Mark mark, String grouping, String code, int change) {
        Sum sum =
                new Sum(
                        mark.measure().name(),
                        grouping,
                        mark.week().toString(),
                        code,
                        mark.bucket());
        sums.merge(sum, change, Integer::sum);
    }

    private void insert(Map<Sum, Integer> sums) {
        sql.sql(
                        """
                        INSERT INTO case_figure_change (measure, grouping, week, code, bucket, cases)
                        SELECT * FROM unnest(:measure::text[], :grouping::text[], :week::date[],
                                             :code::text[], :bucket::int[], :cases::int[])""")
                .params(
                        Columns.of(sums.entrySet())
                                .with("measure", sum -> sum.getKey().measure)
                                .with("grouping", sum -> sum.getKey().grouping)
                                .with("week", sum -> sum.getKey().week)
                                .with("code", sum -> sum.getKey().code)
                                .with("bucket", sum -> sum.getKey().bucket)
                                .with("cases", Map.Entry::getValue)
                                .asParams())
                .update();
    }
}
