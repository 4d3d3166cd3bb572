package io.aftercare.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LettersTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void namesSortAsLettersArrive() {
        assertThat(
                        Stream.of(
                                Letters.name(NOON.minusSeconds(1), 9),
                                Letters.name(NOON, 10),
                                Letters.name(NOON.plusMillis(999), 11),
                                Letters.name(NOON.plusSeconds(1), 1)))
                .isSorted()
                .contains("letter-20260601T120000Z-0010.eml");
    }
}
