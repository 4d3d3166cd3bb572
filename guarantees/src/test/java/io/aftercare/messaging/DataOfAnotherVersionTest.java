package io.aftercare.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aftercare.messaging.arena.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DataOfAnotherVersionTest {

    @Test
    void areNamedWithoutAStackTrace(CapturedOutput output) {
        try (Arena arena = Arena.open()) {
            arena.replica().close();
            arena.sql().sql("UPDATE messaging.flyway_schema_history SET checksum = 7").update();

            assertThat(catchThrowable(arena::starting)).isNotNull();
        }

        assertThat(output.getAll().substring(output.getAll().indexOf("FAILED TO START")))
                .contains(
                        "The data are those of another version of this service:"
                                + " Migration checksum mismatch for migration version 1.",
                        "./aftercare up --fresh")
                .doesNotContain("\tat ");
    }
}
