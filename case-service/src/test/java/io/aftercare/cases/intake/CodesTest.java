package io.aftercare.cases.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.lifecycle.Report;
import io.aftercare.intake.CaseKind;
import io.aftercare.intake.Initiative;
import io.aftercare.intake.Outcome;
import io.aftercare.intake.Priority;
import io.aftercare.intake.PromiseKind;
import io.aftercare.intake.Remedy;
import io.aftercare.intake.RevisionReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes are mapped by name: a name missing on one side would make a sound report a dead letter. */
class CodesTest {

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(CaseKind.values(), Report.Kind.values()),
                Arguments.of(Priority.values(), Report.Priority.values()),
                Arguments.of(Outcome.values(), Report.Outcome.values()),
                Arguments.of(Remedy.values(), Report.Remedy.values()),
                Arguments.of(PromiseKind.values(), Report.PromiseKind.values()),
                Arguments.of(Initiative.values(), Report.Initiative.values()),
                Arguments.of(RevisionReason.values(), Report.RevisionReason.values()),
                Arguments.of(
                        io.aftercare.events.cases.Initiative.values(), Report.Initiative.values()),
                Arguments.of(
                        io.aftercare.events.cases.RevisionReason.values(),
                        Report.RevisionReason.values()),
                Arguments.of(io.aftercare.events.cases.CaseKind.values(), Report.Kind.values()),
                Arguments.of(io.aftercare.events.cases.Priority.values(), Report.Priority.values()),
                Arguments.of(io.aftercare.events.cases.Outcome.values(), Report.Outcome.values()),
                Arguments.of(io.aftercare.events.cases.Remedy.values(), Report.Remedy.values()),
                Arguments.of(
                        io.aftercare.events.cases.PromiseKind.values(),
                        Report.PromiseKind.values()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areTheSameInReportsAndFactsAndHere(Enum<?>[] there, Enum<?>[] here) {
        assertThat(names(there)).isEqualTo(names(here));
    }

    private static List<String> names(Enum<?>[] codes) {
        return Stream.of(codes).map(Enum::name).toList();
    }
}
