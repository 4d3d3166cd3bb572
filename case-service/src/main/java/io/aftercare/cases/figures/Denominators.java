package io.aftercare.cases.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What complaints are counted against: so many of a product were with customers in a week. */
@Repository
class Denominators {

    private final JdbcClient sql;

    Denominators(JdbcClient sql) {
        this.sql = sql;
    }

    record Units(String product, LocalDate week, long units) {

        static Map<String, Map<LocalDate, Long>> byProduct(List<Units> known) {
            Map<String, Map<LocalDate, Long>> units = new HashMap<>();
            for (Units each : known) {
                units.computeIfAbsent(each.product, _ -> new HashMap<>())
                        .put(each.week, each.units);
            }
            return units;
        }

        /**
         * What complaints of all products are counted against. A week is left out if those of a
         * product are not known that was complained of in it: its complaints would be counted
         * against the units of others.
         *
         * @param complaints by product
         */
        static Map<LocalDate, Long> ofAll(List<Units> known, List<Figures.Count> complaints) {
            Map<LocalDate, Long> units = new HashMap<>();
            for (Units each : known) {
                units.merge(each.week, each.units, Long::sum);
            }
            Map<String, Map<LocalDate, Long>> byProduct = byProduct(known);
            for (Figures.Count count : complaints) {
                boolean isKnown =
                        count.code().isEmpty() // is of no product
                                || byProduct
                                        .getOrDefault(count.code(), Map.of())
                                        .containsKey(count.week());
                if (!isKnown) {
                    units.remove(count.week());
                }
            }
            return units;
        }
    }

    /** The last word counts. */
    void put(Units units, String by, Instant now) {
        sql.sql(
                        """
                        INSERT INTO denominator (product, week, units, set_at, set_by)
                        VALUES (:product, :week::date, :units, :now::timestamptz, :by)
                        ON CONFLICT (product, week) DO UPDATE SET
                            units = excluded.units, set_at = excluded.set_at,
                            set_by = excluded.set_by""")
                .param("product", units.product)
                .param("week", units.week.toString())
                .param("units", units.units)
                .param("now", now.toString())
                .param("by", by)
                .update();
    }

    /** Those of these weeks, both included. */
    List<Units> of(LocalDate from, LocalDate to) {
        return sql.sql(
                        """
                        SELECT product, week, units FROM denominator
                         WHERE week BETWEEN :from::date AND :to::date""")
                .param("from", from.toString())
                .param("to", to.toString())
                .query(
                        (row, _) ->
                                new Units(
                                        row.getString("product"),
                                        row.getObject("week", LocalDate.class),
                                        row.getLong("units")))
                .list();
    }
}
