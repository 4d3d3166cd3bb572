package io.aftercare.messaging.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;

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

    /** A rule of the page about REST: 400, 404 or 409, whoever refuses. */
    @Test
    void aRefusalIsOneOfThree() {
        assertThatThrownBy(() -> new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "day", "must be"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void norOfTroubleThatPasses(CapturedOutput log) {
        new Problems()
                .unexpected(new CannotAcquireLockException(TEXT, new SQLException(TEXT, "40P01")));

        assertThat(log).contains("SQLException").doesNotContain("ann@example.org");
    }
}
