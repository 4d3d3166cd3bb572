package io.aftercare.followups.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.stack.ServiceDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Fifty thousand promises, one in twenty of a million; of 200 owners and 20 teams. */
@ServiceTest
class ListSpeedTest {

    private static final int PROMISES = 50_000;
    private static final int PAGE = 100;
    private static final int ROUNDS = 5;
    private static final Duration LOOSE = Duration.ofMillis(100);

    @Autowired private Listings listings;
    @Autowired private MovableClock clock;
    @Autowired private JdbcClient sql;
    @Autowired private ServiceDatabase database;

    @BeforeEach
    void fill() {
        sql.sql(
                        """
                        INSERT INTO promise (id, case_id, cycle, kind, owner, made_at, recorded_at,
                            imported, revision, state, due_at, case_owner, case_team, person_id)
                        SELECT gen_random_uuid(), gen_random_uuid(), 0, 'OTHER', NULL,
                               at, at, false, 1,
                               CASE WHEN i % 20 = 0 THEN 'OPEN' WHEN i % 50 = 1 THEN 'BROKEN'
                                    WHEN i % 50 = 2 THEN 'KEPT_LATE' ELSE 'KEPT' END,
                               at + interval '2 days',
                               CASE WHEN i % 500 = 0 THEN NULL ELSE 'speed-' || i % 199 END,
                               'speed-' || i % 19, 'speed'
                          FROM generate_series(1, :promises) i,
                               LATERAL (SELECT :now::timestamptz - i * interval '10 minutes') AS t(at)""")
                .param("promises", PROMISES)
                .param("now", clock.instant().toString())
                .update();
        // only the owner may
        JdbcClient.create(
                        new DriverManagerDataSource(
                                database.jdbcUrl(), database.owner(), database.ownerPassword()))
                .sql("ANALYZE promise")
                .update();
    }

    @AfterEach
    void empty() {
        sql.sql("DELETE FROM promise WHERE person_id = 'speed'").update();
    }

    @Test
    void eachListIsReadByAnIndexInAFewMilliseconds() {
        Instant now = clock.instant();
        Map<String, Filter> lists = new LinkedHashMap<>();
        lists.put("to be done", new Filter(null, null, false, null, null, null));
        lists.put("open", new Filter("OPEN", null, false, null, null, null));
        lists.put("broken", new Filter("BROKEN", null, false, null, null, null));
        lists.put("kept", new Filter("KEPT", null, false, null, null, now));
        lists.put("of an owner", new Filter(null, "speed-7", false, null, null, null));
        lists.put("kept by an owner", new Filter("KEPT", "speed-7", false, null, now, null));
        lists.put("of a team", new Filter(null, null, false, "speed-7", null, null));
        lists.put("of nobody", Filter.ofNobody());
        lists.forEach(
                (name, filter) -> {
                    for (Sort sort : Sort.values()) {
                        check(name, filter, sort);
                    }
                });
    }

    private void check(String name, Filter filter, Sort sort) {
        Cursor middle =
                new Cursor(
                        sort.name(),
                        clock.instant().minus(Duration.ofDays(100)),
                        UUID.randomUUID());
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            listings.find(filter, sort, null, PAGE);
            listings.find(filter, sort, middle, PAGE);
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            best = took.compareTo(best) < 0 ? took : best;
        }
        System.out.printf("two pages of %s by %s in %d ms%n", name, sort, best.toMillis());
        assertThat(best).as("%s by %s", name, sort).isLessThan(LOOSE);
        assertThat(plan(filter, sort))
                .as("%s by %s", name, sort)
                .doesNotContain("Seq Scan on promise ");
    }

    private String plan(Filter filter, Sort sort) {
        Map<String, Object> params = new HashMap<>(filter.params());
        params.put("limit", PAGE);
        StringBuilder plan = new StringBuilder();
        sql.sql("EXPLAIN " + Listings.select(filter.condition(), sort))
                .params(params)
                .query((RowCallbackHandler) row -> plan.append(row.getString(1)).append('\n'));
        return plan.toString();
    }
}
