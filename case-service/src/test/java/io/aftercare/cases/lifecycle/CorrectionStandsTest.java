package io.aftercare.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.lifecycle.Correction.Field;
import io.aftercare.cases.lifecycle.Report.Handling;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Opened;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.Priority;
import io.aftercare.cases.lifecycle.Report.Remedy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CorrectionStandsTest {

    private static final Instant MONDAY = Instant.parse("2026-10-05T08:00:00Z");
    private static final UUID CASE = new UUID(1, 2);

    /**
     * The source says once more what it said before; what a lead corrected is of the same cycle.
     */
    @Test
    void aResolutionThatIsReportedOnceMoreDoesNotUndoTheCorrectionOfItsOutcome() {
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
        Case one = Case.open(report(0, opened), opened);
        one.take(report(1, resolved()), List.of(), at(1));
        one.correct(new Correction(Field.OUTCOME, "SPAM"), at(2));
        assertThat(Mark.of(one)).isEmpty();

        one.take(report(3, resolved()), List.of(), at(3));
        assertThat(one.cycle()).isEqualTo(1);
        assertThat(Objects.requireNonNull(one.stage().last()).outcome()).isEqualTo(Outcome.SPAM);
        assertThat(Mark.of(one)).isEmpty();
    }

    private static Report.Resolved resolved() {
        return new Report.Resolved(Outcome.SOLVED, Remedy.NONE, null);
    }

    private static Report report(int minutes, Report.Body body) {
        return new Report(CASE, "crm", "r" + minutes, "4711", at(minutes), false, body);
    }

    private static Instant at(int minutes) {
        return MONDAY.plusSeconds(60L * minutes);
    }
}
