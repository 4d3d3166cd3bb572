package io.aftercare.followups.realism;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A million past cases of 40 causes and 25 products each, and 50,000 that are open. */
@ServiceTest
class RealismSpeedTest {

    private static final int CAUSES = 40;
    private static final int PRODUCTS = 25;
    private static final int PROMISES = 1000;
    private static final int ROUNDS = 15;
    private static final Duration LOOSE = Duration.ofMillis(250);

    @Autowired private Experiences experiences;
    @Autowired private MovableClock clock;
    @Autowired private JdbcClient sql;

    @BeforeEach
    void fill() {
        sql.sql(
                        """
                        INSERT INTO past_span (kind, cause, product, n)
                        SELECT 'RESOLUTION', 'speed-' || c, CASE p WHEN 0 THEN '' ELSE 'p' || p END,
                               array_fill(CASE p WHEN 0 THEN 480 ELSE 19 END::bigint,
                                   ARRAY[:buckets])
                          FROM generate_series(1, :causes) c, generate_series(0, :products) p""")
                .param("causes", CAUSES)
                .param("products", PRODUCTS)
                .param("buckets", Buckets.COUNT + 1)
                .update();
        sql.sql(
                        """
                        INSERT INTO open_since (kind, cause, product, month, n)
                        SELECT 'RESOLUTION', 'speed-' || c, CASE p WHEN 0 THEN '' ELSE 'p' || p END,
                               date_trunc('month', :today::date) - m * interval '1 month',
                               array_fill(1::bigint, ARRAY[CASE m WHEN 0 THEN 1 ELSE 16 END])
                          FROM generate_series(1, :causes) c, generate_series(0, :products) p,
                               generate_series(0, 3) m""")
                .param("causes", CAUSES)
                .param("products", PRODUCTS)
                .param("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString())
                .update();
        sql.sql("ANALYZE past_span, open_since").update();
    }

    @AfterEach
    void empty() {
        sql.sql("DELETE FROM past_span WHERE cause LIKE 'speed-%'").update();
        sql.sql("DELETE FROM open_since WHERE cause LIKE 'speed-%'").update();
    }

    @Test
    void aThousandPromisesAreJudgedByOneStatementInAFewHundredthsOfASecond() {
        List<Matter> matters = new ArrayList<>();
        for (int i = 0; i < PROMISES; i++) {
            matters.add(new Matter("speed-" + (1 + i % CAUSES), "p" + (1 + i / CAUSES % PRODUCTS)));
        }
        Instant now = clock.instant();
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            History history = experiences.load(matters, now);
            for (int i = 0; i < PROMISES; i++) {
                Verdict verdict =
                        history.judge(matters.get(i), now, now.plus(Duration.ofHours(1 + i)), null);
                assertThat(verdict.basis()).isEqualTo(Basis.CAUSE_AND_PRODUCT);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            best = took.compareTo(best) < 0 ? took : best;
        }
        System.out.printf(
                "judged %d promises by a million past cases in %d ms%n", PROMISES, best.toMillis());
        assertThat(best).isLessThan(LOOSE);
    }
}
