package io.aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aftercare.messaging.test.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class ErrorMessagesTest {

    @Autowired JdbcClient sql;

    /** Exceptions are logged whole; what rows hold must not be logged with them. */
    @Test
    void doNotTellWhatTheRowHolds() {
        Throwable refused =
                catchThrowable(
                        () ->
                                sql.sql("INSERT INTO report (source) VALUES (:source)")
                                        .param("source", "Kari Nordmann")
                                        .update());

        assertThat(refused).hasStackTraceContaining("not-null").message().doesNotContain("Kari");
        assertThat(refused.getCause()).message().doesNotContain("Kari");
    }
}
