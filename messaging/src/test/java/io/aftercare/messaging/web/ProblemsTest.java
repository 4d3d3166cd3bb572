package io.aftercare.messaging.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest {

    private static final String TEXT = "Key (email)=(ann@example.org) already exists.";

    @Test
    void theLogTellsWhatFailedAndWhereButNoTextThatMayQuoteSomebody(CapturedOutput log) {
        new Problems()
                .unexpected(
                        new DataIntegrityViolationException(TEXT, new SQLException(TEXT, "23505")));

        assertThat(log)
                .contains(
                        "DataIntegrityViolationException",
                        "SQLException",
                        "ProblemsTest.theLogTells")
                .doesNotContain("ann@example.org");
    }

    @Test
    void norOfTroubleThatPasses(CapturedOutput log) {
        new Problems()
                .unexpected(new CannotAcquireLockException(TEXT, new SQLException(TEXT, "40P01")));

        assertThat(log).contains("SQLException").doesNotContain("ann@example.org");
    }
}
