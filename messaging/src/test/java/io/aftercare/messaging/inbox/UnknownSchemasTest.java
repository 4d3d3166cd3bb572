package io.aftercare.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnknownSchemasTest {

    private final UnknownSchemas unknown = new UnknownSchemas(Duration.ofNanos(60));

    @Test
    void waitsOncePerIdAndNotPerRecord() {
        assertThat(unknown.isGivenUp(1, 0)).isFalse();
        assertThat(unknown.isGivenUp(1, 59)).isFalse();
        assertThat(unknown.isGivenUp(1, 60)).isTrue();
        assertThat(unknown.isGivenUp(1, 61)).isTrue();
        assertThat(unknown.isGivenUp(2, 61)).isFalse();
    }

    @Test
    void whatBecomesKnownIsNotHeldAgainstItsId() {
        unknown.isGivenUp(1, 0);
        unknown.known(1);

        assertThat(unknown.isGivenUp(1, 60)).isFalse();
    }

    @Test
    void whileTheRegistryIsAwayNoTimePasses() {
        unknown.isGivenUp(1, 0);
        unknown.beginAnew();

        assertThat(unknown.isGivenUp(1, 60)).isFalse();
    }

    @Test
    void ofTooManyTheOldestIsForgotten() {
        for (int id = 0; id <= 1_000; id++) {
            unknown.isGivenUp(id, 0);
        }

        assertThat(unknown.isGivenUp(0, 60)).isFalse();
        assertThat(unknown.isGivenUp(1_000, 60)).isTrue();
    }
}
