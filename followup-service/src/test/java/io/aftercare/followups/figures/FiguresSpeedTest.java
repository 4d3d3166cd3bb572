package io.aftercare.followups.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.test.ServiceTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A million promises of a year: of 200 owners, each in each week, and what is not folded yet. How
 * many promises are counted makes no difference to how long it takes.
 */
@ServiceTest
class FiguresSpeedTest {

    private static final LocalDate LAST = LocalDate.parse("1999-12-27");
    private static final int WEEKS = 52;
    private static final int OWNERS = 200;
    private static final int UNFOLDED = 20_000;
    private static final int ROUNDS = 7;
    private static final Duration LOOSE = Duration.ofMillis(500);

    @Autowired private Figures figures;
    @Autowired private JdbcClient sql;

    @BeforeEach
    void fill() {
        sql.sql(
                        """
                        INSERT INTO figure
                        SELECT 'OWNER', :last::date - 7 * w, 'speed-' || o, %s
                          FROM generate_series(0, :weeks - 1) w, generate_series(1, :owners) o"""
                                .formatted(
                                        String.join(
                                                ", ",
                                                Collections.nCopies(
                                                        Figure.values().length, "100"))))
                .param("last", LAST.toString())
                .param("weeks", WEEKS)
                .param("owners", OWNERS)
                .update();
        sql.sql(
                        """
                        INSERT INTO figure_change (side, week, value, figure, n)
                        SELECT 'OWNER', :last::date, 'speed-' || (1 + i % :owners), 'MADE', 1
                          FROM generate_series(1, :unfolded) i""")
                .param("last", LAST.toString())
                .param("owners", OWNERS)
                .param("unfolded", UNFOLDED)
                .update();
        sql.sql("ANALYZE figure, figure_change").update();
    }

    @AfterEach
    void empty() {
        sql.sql("DELETE FROM figure WHERE value LIKE 'speed-%'").update();
        sql.sql("DELETE FROM figure_change WHERE value LIKE 'speed-%'").update();
    }

    @Test
    void theFiguresOfAYearAreReadInAFewHundredthsOfASecond() {
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            var found = figures.of(Side.OWNER, LAST.minusWeeks(WEEKS), LAST);
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            best = took.compareTo(best) < 0 ? took : best;
            assertThat(found.get("speed-1"))
                    .containsEntry(Figure.MADE, 100L * WEEKS + UNFOLDED / OWNERS);
        }
        System.out.printf("read the figures of a million promises in %d ms%n", best.toMillis());
        assertThat(best).isLessThan(LOOSE);
    }
}
