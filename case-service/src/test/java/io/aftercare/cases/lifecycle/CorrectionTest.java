package io.aftercare.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.lifecycle.Case.Fact;
import io.aftercare.cases.lifecycle.Correction.Field;
import io.aftercare.cases.lifecycle.Mark.Measure;
import io.aftercare.cases.lifecycle.Report.Handling;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Opened;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.Priority;
import io.aftercare.cases.lifecycle.Report.Remedy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Changes do not rewrite what a resolution said, corrections do; and what cases count for. */
class CorrectionTest {

    private static final Instant SUNDAY_NIGHT = Instant.parse("2026-10-04T23:59:59.999Z");
    private static final LocalDate LAST_WEEK = LocalDate.parse("2026-09-28");
    private static final LocalDate THIS_WEEK = LocalDate.parse("2026-10-05");
    private static final UUID CASE = new UUID(1, 2);

    @Test
    void aChangeLeavesTheResolutionAsItWas() {
        Case one = aResolvedComplaint();
        take(one, 9, new Report.Changed(Kind.QUESTION, "bill", "tv", null, null));
        take(one, 9, new Report.Assigned("lisa", "sales"));

        assertThat(about(one))
                .isEqualTo(new Resolution.About(Kind.COMPLAINT, "line", "fibre", "kari"));
        assertThat(one.matter().cause()).isEqualTo("bill");
    }

    @Test
    void aCorrectionRewritesItAndWhatIsNotedStill() {
        Case one = aResolvedComplaint();

        assertThat(one.correct(new Correction(Field.CAUSE, "modem"), at(9)))
                .containsExactly(
                        new Fact.Corrected(Field.CAUSE, "line", "modem"),
                        new Fact.Changed(one.matter()));
        assertThat(about(one).cause()).isEqualTo("modem");
        assertThat(one.matter().cause()).isEqualTo("modem");
        assertThat(one.correct(new Correction(Field.CAUSE, "modem"), at(10))).isEmpty();
    }

    @Test
    void whatWasNotedOtherwiseSinceStays() {
        Case one = aResolvedComplaint();
        take(one, 8, new Report.Changed(null, "bill", null, null, null));

        assertThat(one.correct(new Correction(Field.CAUSE, "modem"), at(9)))
                .containsExactly(new Fact.Corrected(Field.CAUSE, "line", "modem"));
        assertThat(one.matter().cause()).isEqualTo("bill");
    }

    @Test
    void aLateChangeDoesNotUndoACorrection() {
        Case one = aResolvedComplaint();
        one.correct(new Correction(Field.CAUSE, "modem"), at(9));

        Verdict late = take(one, 8, new Report.Changed(null, "bill", null, null, null));

        assertThat(late.result()).isEqualTo(Verdict.Result.LATE);
        assertThat(one.matter().cause()).isEqualTo("modem");
    }

    @Test
    void whoAnsweredThenIsCorrectedWithoutAnAssignment() {
        Case one = aResolvedComplaint();

        one.correct(new Correction(Field.OWNER, "ola"), at(9));

        assertThat(about(one).owner()).isEqualTo("ola");
        assertThat(one.assignment().owner()).isEqualTo("kari");
    }

    @Test
    void anOpenCaseHasNothingToCorrect() {
        Case one = aComplaint();
        assertThat(one.isCorrectable()).isFalse();

        resolve(one, 1, Outcome.SOLVED);
        take(one, 2, new Report.Reopened(null));
        assertThat(one.isCorrectable()).isTrue();
    }

    @Test
    void aComplaintCountsInItsWeekUnderTheCauseThatItWasResolvedWith() {
        Case one = aComplaint();
        assertThat(Mark.of(one))
                .containsExactly(new Mark(Measure.COMPLAINT, LAST_WEEK, "line", "fibre", 0));

        // one millisecond later it is Monday
        take(one, 0, new Report.Changed(null, "bill", null, null, null));
        resolve(one, 0, Outcome.SOLVED);
        take(one, 5, new Report.Changed(null, "modem", null, null, null));
        assertThat(Mark.of(one))
                .containsExactlyInAnyOrder(
                        new Mark(Measure.COMPLAINT, LAST_WEEK, "bill", "fibre", 0),
                        new Mark(Measure.RESOLVED, THIS_WEEK, "bill", "fibre", 0),
                        new Mark(Measure.FIRST, THIS_WEEK, "bill", "fibre", 0),
                        new Mark(Measure.TOTAL, THIS_WEEK, "bill", "fibre", 0));

        one.correct(new Correction(Field.CAUSE, "cable"), at(9));
        assertThat(Mark.of(one)).extracting(Mark::cause).containsOnly("cable");
        one.correct(new Correction(Field.KIND, "QUESTION"), at(9));
        assertThat(measures(one)).doesNotContain(Measure.COMPLAINT);
    }

    @Test
    void whatWasNoCustomersMatterCountsForNothing() {
        for (Outcome outcome :
                List.of(Outcome.DUPLICATE, Outcome.SPAM, Outcome.TEST, Outcome.INTERNAL)) {
            Case one = aComplaint();
            resolve(one, 1, outcome);
            assertThat(Mark.of(one)).isEmpty();
            one.correct(new Correction(Field.OUTCOME, "DECLINED"), at(9));
            assertThat(measures(one)).contains(Measure.COMPLAINT, Measure.RESOLVED);
        }
    }

    @Test
    void takenUpAgainItHasNoTotalTimeUntilItIsResolvedAgain() {
        Case one = aResolvedComplaint();
        take(one, 2, new Report.Reopened(null));
        assertThat(measures(one))
                .contains(Measure.REOPENED, Measure.FIRST)
                .doesNotContain(Measure.TOTAL);

        resolve(one, 60, Outcome.SOLVED);
        assertThat(Mark.of(one))
                .contains(
                        new Mark(Measure.REOPENED, THIS_WEEK, "line", "fibre", 0),
                        new Mark(
                                Measure.TOTAL,
                                THIS_WEEK,
                                "line",
                                "fibre",
                                Buckets.of(SUNDAY_NIGHT, at(60))));
    }

    @Test
    void theCustomersWordCountsForTheResolutionThatItIsAbout() {
        Case one = aResolvedComplaint();
        one.heard(1, true);
        assertThat(measures(one)).contains(Measure.ANSWERED, Measure.CONFIRMED);

        one.heard(1, false);
        one.heard(1, true);
        assertThat(measures(one)).contains(Measure.ANSWERED).doesNotContain(Measure.CONFIRMED);

        take(one, 2, new Report.Reopened(null));
        resolve(one, 3, Outcome.SOLVED);
        one.heard(1, true);
        assertThat(measures(one)).doesNotContain(Measure.ANSWERED, Measure.CONFIRMED);
    }

    private static List<Measure> measures(Case one) {
        return Mark.of(one).stream().map(Mark::measure).toList();
    }

    private static Resolution.About about(Case one) {
        return Objects.requireNonNull(one.stage().last()).about();
    }

    private static Case aComplaint() {
        Opened opened =
                new Opened(
                        "p1",
                        new Matter(
                                Kind.COMPLAINT, "line", "fibre", Priority.NORMAL, Handling.NORMAL),
                        "kari",
                        "support",
                        null,
                        null,
                        false);
        return Case.open(new Report(CASE, "crm", "r", "4711", SUNDAY_NIGHT, false, opened), opened);
    }

    private static Case aResolvedComplaint() {
        Case one = aComplaint();
        resolve(one, 1, Outcome.SOLVED);
        return one;
    }

    private static void resolve(Case one, int minutes, Outcome outcome) {
        take(one, minutes, new Report.Resolved(outcome, Remedy.NONE, null));
    }

    private static Verdict take(Case one, int minutes, Report.Body body) {
        return one.take(
                new Report(CASE, "crm", "r" + minutes, "4711", at(minutes), false, body),
                List.of(),
                at(minutes));
    }

    /** From Monday on. */
    private static Instant at(int minutes) {
        return SUNDAY_NIGHT.plusMillis(1).plusSeconds(60L * minutes);
    }
}
