package io.aftercare.followups.figures;

import io.aftercare.messaging.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The figures of promises, kept up to date with each change. Every transaction would change the
 * same few rows, those of this week: so it only adds what changed, and waits for nobody; that is
 * folded into the figures soon after. Who reads, reads both.
 */
@Repository
public class Figures {

    /** What is in the rows of changes, a column for each figure. */
    private static final String CHANGED =
            each(
                    column ->
                            "coalesce(sum(n) FILTER (WHERE figure = '%s'), 0) AS %s"
                                    .formatted(column.toUpperCase(Locale.ROOT), column));

    private static final String FOLD =
            """
            WITH change AS (
                DELETE FROM figure_change WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM figure_change LIMIT :most))
                RETURNING *),
            added AS (
                INSERT INTO figure (side, week, value, %s)
                SELECT side, week, value, %s FROM change GROUP BY side, week, value
                ON CONFLICT (side, week, value) DO UPDATE SET %s)
            SELECT count(*) FROM change"""
                    .formatted(
                            each(column -> column),
                            CHANGED,
                            each("%1$s = figure.%1$s + excluded.%1$s"::formatted));

    /** The place of the value is left open. */
    private static final String READ =
            """
            SELECT %%1$s AS value, %s FROM figure
             WHERE side = :side AND week BETWEEN :from::date AND :to::date GROUP BY 1
            UNION ALL
            SELECT %%1$s, %s FROM figure_change
             WHERE side = :side AND week BETWEEN :from::date AND :to::date GROUP BY 1"""
                    .formatted(each("sum(%1$s) AS %1$s"::formatted), CHANGED);

    private final JdbcClient sql;

    Figures(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * What changed of one promise.
     *
     * @param week the Monday of the week that it counts in
     * @param by how many more or fewer of each figure, by its name
     */
    public record Change(
            LocalDate week,
            @Nullable String owner,
            @Nullable String team,
            @Nullable String cause,
            @Nullable String product,
            Map<String, Integer> by) {

        private String value(Side side) {
            String value =
                    switch (side) {
                        case OWNER -> owner;
                        case TEAM -> team;
                        case CAUSE -> cause;
                        case PRODUCT -> product;
                        case WEEK -> null;
                    };
            return Objects.requireNonNullElse(value, "");
        }
    }

    private record Key(Side side, LocalDate week, String value, Figure figure) {}

    /** Counts all of them. */
    public void add(Collection<Change> changes) {
        Map<Key, Integer> all = new HashMap<>();
        for (Change change : changes) {
            for (Side side : Side.values()) {
                String value = change.value(side);
                change.by.forEach(
                        (figure, n) ->
                                all.merge(
                                        new Key(side, change.week, value, Figure.valueOf(figure)),
                                        n,
                                        Integer::sum));
            }
        }
        all.values().removeIf(n -> n == 0);
        if (!all.isEmpty()) {
            insert(all);
        }
    }

    private void insert(Map<Key, Integer> changes) {
        sql.sql(
                        """
                        INSERT INTO figure_change (side, week, value, figure, n)
                        SELECT * FROM unnest(:side::text[], :week::date[], :value::text[],
                            :figure::text[], :n::bigint[])""")
                .params(
                        Columns.of(changes.entrySet())
                                .with("side", it -> it.getKey().side())
                                .with("week", it -> it.getKey().week())
                                .with("value", it -> it.getKey().value())
                                .with("figure", it -> it.getKey().figure())
                                .with("n", Map.Entry::getValue)
                                .asParams())
                .update();
    }

    /**
     * Adds changes to the figures. Only one at a time: two would wait for each other's rows.
     *
     * @param most at once, so that it takes not long
     * @return true if there may be more
     */
    boolean fold(int most) {
        long folded = sql.sql(FOLD).param("most", most).query(Long.class).single();
        return folded == most;
    }

    /**
     * The figures of the weeks that begin within these days, by value; of weeks: by their Monday.
     * Read in one statement, so that nothing is missed or read twice while it is folded.
     */
    Map<String, Map<Figure, Long>> of(Side side, LocalDate from, LocalDate to) {
        Map<String, Map<Figure, Long>> found = new HashMap<>();
        sql.sql(READ.formatted(side == Side.WEEK ? "week::text" : "value"))
                .param("side", side.name())
                .param("from", from.toString())
                .param("to", to.toString())
                .query((RowCallbackHandler) row -> add(row, found));
        return found;
    }

    private static void add(ResultSet row, Map<String, Map<Figure, Long>> found)
            throws SQLException {
        Map<Figure, Long> line =
                found.computeIfAbsent(row.getString("value"), _ -> new EnumMap<>(Figure.class));
        for (Figure figure : Figure.values()) {
            line.merge(figure, row.getLong(column(figure)), Long::sum);
        }
    }

    private static String column(Figure figure) {
        return figure.name().toLowerCase(Locale.ROOT);
    }

    /** The same of each figure, by its column. */
    private static String each(Function<String, String> sql) {
        return Arrays.stream(Figure.values())
                .map(Figures::column)
                .map(sql)
                .collect(Collectors.joining(", "));
    }
}
