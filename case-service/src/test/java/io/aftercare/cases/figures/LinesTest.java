package io.aftercare.cases.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.figures.Denominators.Units;
import io.aftercare.cases.figures.Figures.Count;
import io.aftercare.cases.figures.Figures.Sum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of the sums. */
class LinesTest {

    private static final LocalDate THIS_WEEK = LocalDate.parse("2026-10-05");

    @Test
    void comparesTheLastFourWeeksThatAreOverWithTheFourBefore() {
        Map<LocalDate, Long> complaints = weeks(100, 4, 3, 2, 1, 2, 2, 2, 2, 1_000);

        ComplaintLine line = ComplaintLine.of("line", complaints, Map.of(), THIS_WEEK, 2);

        assertThat(line.lastFour()).isEqualTo(10);
        assertThat(line.fourBefore()).isEqualTo(8);
        assertThat(line.change()).isEqualTo(0.25);
        assertThat(line.per1000()).isNull();
        assertThat(line.weeks())
                .extracting(ComplaintLine.Week::week, ComplaintLine.Week::complaints)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(THIS_WEEK.minusWeeks(1), 4L),
                        org.assertj.core.groups.Tuple.tuple(THIS_WEEK, 100L));
    }

    @Test
    void fewerThanTwentyInAllMayBeChance() {
        assertThat(line(weeks(0, 19)).smallSample()).isTrue();
        assertThat(line(weeks(0, 20)).smallSample()).isFalse();
        assertThat(line(weeks(0, 0, 0, 0, 0, 20)).smallSample()).isFalse();
        assertThat(line(weeks(0, 0, 0, 0, 0, 0, 0, 0, 0, 20)).smallSample()).isTrue();
    }

    @Test
    void whatWasNotThereBeforeHasNoChange() {
        assertThat(line(weeks(0, 5)).change()).isNull();
        assertThat(line(weeks(0, 0, 0, 0, 0, 5)).change()).isEqualTo(-1.0);
    }

    @Test
    void countsAThousandUnitsOnlyIfThoseOfEveryWeekAreKnown() {
        Map<LocalDate, Long> units = weeks(0, 500, 500, 500, 500);
        ComplaintLine known = ComplaintLine.of("tv", weeks(0, 1, 1, 1, 1, 9), units, THIS_WEEK, 1);
        assertThat(known.per1000()).isEqualTo(2.0);
        assertThat(known.per1000Before()).isNull();

        units.remove(THIS_WEEK.minusWeeks(4));
        assertThat(ComplaintLine.of("tv", weeks(0, 1), units, THIS_WEEK, 1).per1000()).isNull();
        assertThat(ComplaintLine.of("tv", weeks(3), weeks(0), THIS_WEEK, 1).weeks().getFirst())
                .isEqualTo(new ComplaintLine.Week(THIS_WEEK, 3, 0L, null));
    }

    @Test
    void aWeekOfAllProductsIsKnownIfThoseThatWereComplainedOfAre() {
        LocalDate before = THIS_WEEK.minusWeeks(1);
        List<Units> known =
                List.of(
                        new Units("tv", THIS_WEEK, 500),
                        new Units("line", THIS_WEEK, 300),
                        new Units("tv", before, 500));
        List<Count> complaints =
                List.of(
                        new Count("tv", THIS_WEEK, 1),
                        new Count("", THIS_WEEK, 7),
                        new Count("tv", before, 1));

        assertThat(Units.ofAll(known, complaints))
                .containsExactlyInAnyOrderEntriesOf(Map.of(THIS_WEEK, 800L, before, 500L));
        List<Count> more = new ArrayList<>(complaints);
        more.add(new Count("line", before, 1));
        assertThat(Units.ofAll(known, more))
                .containsExactlyInAnyOrderEntriesOf(Map.of(THIS_WEEK, 800L));
    }

    @Test
    void percentilesComeWithWhatTheyWereWorth() {
        ResolutionLine line =
                line(
                        new Sum("RESOLVED", "", 0, 20),
                        new Sum("REOPENED", "", 0, 5),
                        new Sum("ANSWERED", "", 0, 10),
                        new Sum("CONFIRMED", "", 0, 9),
                        new Sum("FIRST", "", 3, 10),
                        new Sum("FIRST", "", 5, 6),
                        new Sum("FIRST", "", 9, 4),
                        new Sum("TOTAL", "", 15, 20));

        assertThat(line.first()).isEqualTo(new ResolutionLine.Time(3, 5, 9));
        assertThat(line.total()).isEqualTo(new ResolutionLine.Time(15, 15, 15));
        assertThat(line.reopenedShare()).isEqualTo(0.25);
        assertThat(line.confirmedSolvedShare()).isEqualTo(0.9);
        assertThat(line.answered()).isEqualTo(10);
        assertThat(line.smallSample()).isFalse();
        assertThat(line(new Sum("RESOLVED", "", 0, 19)).smallSample()).isTrue();
    }

    @Test
    void nothingAnsweredIsNoShareOfNone() {
        ResolutionLine line = line(new Sum("RESOLVED", "", 0, 1));

        assertThat(line.confirmedSolvedShare()).isNull();
        assertThat(line.reopenedShare()).isEqualTo(0.0);
        assertThat(line.first()).isNull();
    }

    private static ResolutionLine line(Sum... sums) {
        ResolutionLine.Adding adding = new ResolutionLine.Adding();
        List.of(sums).forEach(adding::add);
        return adding.line("");
    }

    private static ComplaintLine line(Map<LocalDate, Long> complaints) {
        return ComplaintLine.of("", complaints, Map.of(), THIS_WEEK, 1);
    }

    /** This week's first, then back. */
    private static Map<LocalDate, Long> weeks(long... counts) {
        Map<LocalDate, Long> weeks = new HashMap<>();
        for (int back = 0; back < counts.length; back++) {
            weeks.put(THIS_WEEK.minusWeeks(back), counts[back]);
        }
        return weeks;
    }
}
