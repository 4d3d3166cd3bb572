package io.aftercare.followups.realism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aftercare.hours.BusinessCalendar;
import io.aftercare.hours.DaysOff;
import io.aftercare.hours.WeeklyHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final WorkingTime TIME =
            new WorkingTime(
                    BusinessCalendar.of(
                            ZoneOffset.UTC,
                            WeeklyHours.parse("Mon-Fri 09:00-17:00"),
                            DaysOff.none()));
    private static final Duration MS = Duration.ofMillis(1);

    /** A Monday. */
    private static final Instant FROM = Instant.parse("2026-03-02T09:00:00Z");

    private static final Instant IN_FOUR_HOURS = Instant.parse("2026-03-02T13:00:00Z");
    private static final Matter ROUTERS = new Matter("NO_SIGNAL", "ROUTER");

    private final Map<Matter, Experience> experiences = new HashMap<>();
    private final History history =
            new History(experiences, TIME, new RealismSettings(0.8, 0.9, 20));

    @Test
    void theShareIsThatOfCasesThatTookNoLonger() {
        resolved(ROUTERS, 15, Duration.ofHours(4));
        resolved(ROUTERS, 5, Duration.ofHours(4).plus(MS));

        assertThat(judge(IN_FOUR_HOURS))
                .isEqualTo(new Verdict(0.75, Basis.CAUSE_AND_PRODUCT, 20, true, true));
        assertThat(judge(IN_FOUR_HOURS.minus(MS)).share()).isZero();
        assertThat(judge(IN_FOUR_HOURS.plus(Duration.ofHours(1))).share()).isEqualTo(1);
    }

    @Test
    void warnsUnderFourInFiveAndNotAtIt() {
        resolved(ROUTERS, 80, Duration.ofHours(2));
        resolved(ROUTERS, 20, Duration.ofHours(8));
        assertThat(judge(IN_FOUR_HOURS).warned()).isFalse();

        resolved(ROUTERS, 1, Duration.ofHours(8));
        assertThat(judge(IN_FOUR_HOURS).warned()).isTrue();
    }

    @Test
    void fewCasesAreComparedMoreWidelyAndTooFewOfAllSayNothing() {
        Matter routersAnyFault = new Matter("NO_SIGNAL", null);
        assertThat(judge(IN_FOUR_HOURS))
                .isEqualTo(new Verdict(null, Basis.UNKNOWN, 0, true, false));

        resolved(ROUTERS, 19, Duration.ofHours(1));
        resolved(routersAnyFault, 19, Duration.ofHours(1));
        resolved(Matter.ALL, 19, Duration.ofHours(1));
        assertThat(judge(IN_FOUR_HOURS).basis()).isEqualTo(Basis.UNKNOWN);

        resolved(Matter.ALL, 1, Duration.ofHours(1));
        assertThat(judge(IN_FOUR_HOURS).basis()).isEqualTo(Basis.ALL);
        resolved(routersAnyFault, 1, Duration.ofHours(1));
        assertThat(judge(IN_FOUR_HOURS).basis()).isEqualTo(Basis.CAUSE);
        resolved(ROUTERS, 1, Duration.ofHours(1));
        assertThat(judge(IN_FOUR_HOURS).basis()).isEqualTo(Basis.CAUSE_AND_PRODUCT);
    }

    @Test
    void anOpenCaseCountsAsUnresolvedWithinWhatItHasOutlivedAndNotBeyond() {
        resolved(ROUTERS, 20, Duration.ofHours(4));
        of(ROUTERS).addOpen(Buckets.within(Duration.ofHours(4)), 20);

        assertThat(judge(IN_FOUR_HOURS).share()).isEqualTo(0.5, within(1e-9));
        assertThat(judge(IN_FOUR_HOURS).cases()).isEqualTo(40);

        of(ROUTERS).addOpen(Buckets.within(Duration.ofHours(4).minus(MS)), 1000);
        assertThat(judge(IN_FOUR_HOURS).share()).isEqualTo(0.5, within(1e-9));
        assertThat(judge(IN_FOUR_HOURS).cases()).isEqualTo(40);
    }

    @Test
    void aDateOutsideWorkingTimeIsWarnedOfWhateverHistorySays() {
        resolved(ROUTERS, 20, Duration.ofMinutes(1));
        Instant closing = Instant.parse("2026-03-06T17:00:00Z");

        assertThat(judge(closing).workingTime()).isTrue();
        assertThat(judge(closing.plus(MS)))
                .isEqualTo(new Verdict(1.0, Basis.CAUSE_AND_PRODUCT, 20, false, true));
        assertThat(judge(Instant.parse("2026-03-09T09:00:00Z").minus(MS)).workingTime()).isFalse();
        assertThat(judge(Instant.parse("2026-03-09T09:00:00Z")).workingTime()).isTrue();
    }

    @Test
    void aDayIsAWorkingDayWhereverItEnds() {
        Instant endsInLosAngeles = Instant.parse("2026-03-07T07:59:59.999Z");

        assertThat(history.judgeHours(endsInLosAngeles, LocalDate.parse("2026-03-06")))
                .isEqualTo(new Verdict(null, Basis.UNKNOWN, 0, true, false));
        assertThat(history.judgeHours(endsInLosAngeles, LocalDate.parse("2026-03-07")).warned())
                .isTrue();
    }

    @Test
    void advisesTheSpanThatNineInTenMetInWorkingTimeFromNow() {
        resolved(ROUTERS, 18, Duration.ofHours(7));
        resolved(ROUTERS, 2, Duration.ofHours(16));
        Instant monday = Instant.parse("2026-03-02T15:00:00Z");

        assertThat(history.advise(ROUTERS, monday))
                .isEqualTo(
                        new Advice(
                                "NO_SIGNAL",
                                "ROUTER",
                                Duration.ofHours(7),
                                Instant.parse("2026-03-03T14:00:00Z"),
                                Basis.CAUSE_AND_PRODUCT,
                                20));
        resolved(ROUTERS, 1, Duration.ofHours(16));
        assertThat(history.advise(ROUTERS, monday).span()).isEqualTo(Duration.ofHours(16));
    }

    @Test
    void advisesNothingOfFewCasesNorWhereNoSpanIsLongEnough() {
        resolved(ROUTERS, 19, Duration.ofHours(1));
        assertThat(history.advise(ROUTERS, FROM).basis()).isEqualTo(Basis.UNKNOWN);

        resolved(ROUTERS, 1, Duration.ofHours(1));
        of(ROUTERS).addOpen(Buckets.COUNT, 30);
        Advice advice = history.advise(ROUTERS, FROM);
        assertThat(advice.basis()).isEqualTo(Basis.CAUSE_AND_PRODUCT);
        assertThat(advice.earliest()).isNull();
    }

    private Verdict judge(Instant due) {
        return history.judge(ROUTERS, FROM, due, null);
    }

    private void resolved(Matter matter, int cases, Duration took) {
        of(matter).addResolved(Buckets.of(took), cases);
    }

    private Experience of(Matter matter) {
        return experiences.computeIfAbsent(matter, _ -> new Experience());
    }
}
