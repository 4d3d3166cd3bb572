package io.aftercare.messaging;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two lines, not in a stack trace, that a database was made by other migrations. */
final class DataOfAnotherVersion extends AbstractFailureAnalyzer<FlywayValidateException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, FlywayValidateException cause) {
        return new FailureAnalysis(
                "The data are those of another version of this service: %s.".formatted(what(cause)),
                "Start that version, or begin with an empty database; `./aftercare up --fresh`"
                        + " wipes the data of a local stack.",
                cause);
    }

    /** As "Migration checksum mismatch for migration version 1": the second line of several. */
    private static String what(FlywayValidateException cause) {
        return String.valueOf(cause.getMessage())
                .lines()
                .skip(1)
                .findFirst()
                .orElse("their migrations differ");
    }
}
