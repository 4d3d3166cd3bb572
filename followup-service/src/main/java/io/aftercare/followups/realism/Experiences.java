package io.aftercare.followups.realism;

import io.aftercare.followups.known.CompanySettings;
import io.aftercare.followups.realism.PastCase.Counted;
import io.aftercare.messaging.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The histogram of how long cases take. It counts and knows no case. */
@Repository
public class Experiences {

    private static final Comparator<Key> IN_ORDER =
            Comparator.comparing((Key it) -> it.matter.storedCause())
                    .thenComparing(it -> it.matter.storedProduct())
                    .thenComparing(it -> Objects.requireNonNullElse(it.month, LocalDate.MIN));

    private static final int DAYS = 31;

    private final JdbcClient sql;
    private final WorkingTime time;
    private final RealismSettings settings;

    Experiences(JdbcClient sql, CompanySettings company, RealismSettings settings) {
        this.sql = sql;
        this.time = new WorkingTime(company.hours());
        this.settings = settings;
    }

    /**
     * What past cases of these matters say, and wider ones around them: one statement, however many
     * there are. Without any it says nothing.
     *
     * @param now by when open cases have lasted
     */
    public History load(Collection<Matter> matters, Instant now) {
        Set<Matter> asked = new LinkedHashSet<>();
        matters.forEach(matter -> asked.addAll(matter.widening()));
        Map<Matter, Experience> found = new HashMap<>();
        if (!asked.isEmpty()) {
            Ages ages = new Ages(now);
            sql.sql(
                            """
                            WITH asked AS (
                                SELECT * FROM unnest(:cause::text[], :product::text[])
                                    AS matter(cause, product))
                            SELECT cause, product, NULL::date AS month, n
                              FROM asked JOIN past_span USING (cause, product)
                             WHERE kind = 'RESOLUTION'
                            UNION ALL
                            SELECT cause, product, month, n
                              FROM asked JOIN open_since USING (cause, product)
                             WHERE kind = 'RESOLUTION'""")
                    .params(
                            Columns.of(asked)
                                    .with("cause", Matter::storedCause)
                                    .with("product", Matter::storedProduct)
                                    .asParams())
                    .query((RowCallbackHandler) row -> add(row, found, ages));
        }
        return new History(found, time, settings);
    }

    private static void add(ResultSet row, Map<Matter, Experience> found, Ages ages)
            throws SQLException {
        Matter matter = new Matter(row.getString("cause"), row.getString("product"));
        Experience experience = found.computeIfAbsent(matter, _ -> new Experience());
        LocalDate month = row.getObject("month", LocalDate.class);
        Long[] n = (Long[]) row.getArray("n").getArray();
        for (int place = 0; place < n.length; place++) {
            if (n[place] == 0) {
                continue;
            }
            if (month == null) {
                experience.addResolved(place, n[place]);
            } else {
                experience.addOpen(ages.outlived(month.plusDays(place)), n[place]);
            }
        }
    }

    /** How long it is since days, each computed once. */
    private final class Ages {

        private final Instant now;
        private final Map<LocalDate, Integer> known = new HashMap<>();

        private Ages(Instant now) {
            this.now = now;
        }

        private int outlived(LocalDate day) {
            return known.computeIfAbsent(day, _ -> Buckets.within(time.since(day, now)));
        }
    }

    /** Which row changes: of a month, or of spans if there is none. */
    private record Key(Matter matter, @Nullable LocalDate month) {}

    /**
     * Counts cases otherwise. Rows that many transactions change are locked from here on, in order:
     * so it comes last in a transaction and once.
     */
    void change(Map<Counted, Integer> by) {
        SortedMap<Key, long[]> changes = new TreeMap<>(IN_ORDER);
        by.forEach(
                (counted, n) -> {
                    for (Matter matter : counted.matter().widening()) {
                        if (n != 0) {
                            change(matter, counted, n, changes);
                        }
                    }
                });
        changeSpans(changes.entrySet().stream().filter(it -> it.getKey().month == null).toList());
        changeOpen(changes.entrySet().stream().filter(it -> it.getKey().month != null).toList());
    }

    private static void change(
            Matter matter, Counted counted, int by, SortedMap<Key, long[]> changes) {
        LocalDate since = counted.since();
        if (since == null) {
            changes.computeIfAbsent(new Key(matter, null), _ -> new long[Buckets.COUNT + 1])[
                            Objects.requireNonNull(counted.span())] +=
                    by;
        } else {
            changes.computeIfAbsent(new Key(matter, since.withDayOfMonth(1)), _ -> new long[DAYS])[
                            since.getDayOfMonth() - 1] +=
                    by;
        }
    }

    private void changeSpans(List<Entry<Key, long[]>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO past_span (kind, cause, product, n)
                        SELECT 'RESOLUTION', cause, product, n::bigint[]
                          FROM unnest(:cause::text[], :product::text[], :n::text[])
                            AS change(cause, product, n)
                        ON CONFLICT (kind, cause, product) DO UPDATE SET n = ARRAY(
                            SELECT coalesce(was, 0) + coalesce(more, 0)
                              FROM unnest(past_span.n, excluded.n)
                                WITH ORDINALITY AS it(was, more, place) ORDER BY place)""")
                .params(columns(changes).asParams())
                .update();
    }

    /** Months without any are removed, as there are more and more of them. */
    private void changeOpen(List<Entry<Key, long[]>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<String, Object> columns =
                columns(changes).with("month", it -> it.getKey().month).asParams();
        sql.sql(
                        """
                        INSERT INTO open_since (kind, cause, product, month, n)
                        SELECT 'RESOLUTION', cause, product, month, n::bigint[]
                          FROM unnest(:cause::text[], :product::text[], :month::date[],
                            :n::text[]) AS change(cause, product, month, n)
                        ON CONFLICT (kind, cause, product, month) DO UPDATE SET n = ARRAY(
                            SELECT was + more FROM unnest(open_since.n, excluded.n)
                                WITH ORDINALITY AS it(was, more, place) ORDER BY place)""")
                .params(columns)
                .update();
        sql.sql(
                        """
                        DELETE FROM open_since USING unnest(:cause::text[], :product::text[],
                            :month::date[]) AS change(cause, product, month)
                         WHERE open_since.kind = 'RESOLUTION'
                           AND open_since.cause = change.cause
                           AND open_since.product = change.product
                           AND open_since.month = change.month AND 0 = ALL(n)""")
                .params(columns)
                .update();
    }

    private static Columns<Entry<Key, long[]>> columns(List<Entry<Key, long[]>> changes) {
        return Columns.of(changes)
                .with("cause", it -> it.getKey().matter.storedCause())
                .with("product", it -> it.getKey().matter.storedProduct())
                .with(
                        "n",
                        it -> Arrays.toString(it.getValue()).replace('[', '{').replace(']', '}'));
    }
}
