package io.aftercare.followups.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownCaseTest {

    private static final UUID CASE = UUID.randomUUID();
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void anOpeningHeardOfLateStillSaysWhatTheCaseIsCalledAndWhoReportsItAndNothingElse() {
        KnownCase known =
                KnownCase.of(fact(2, new CaseFact.Assigned("ola", "north")))
                        .after(
                                fact(
                                        1,
                                        new CaseFact.Opened(
                                                "kari", "south", "crm A-17", "crm", "QUIET")));

        assertThat(known.reference()).isEqualTo("crm A-17");
        assertThat(known.source()).isEqualTo("crm");
        assertThat(known.owner()).isEqualTo("ola");
        assertThat(known.team()).isEqualTo("north");
        assertThat(known.handling()).isEqualTo("NORMAL");
        assertThat(known.sequence()).isEqualTo(2);
    }

    private static CaseFact fact(long sequence, CaseFact.Body body) {
        return new CaseFact(CASE, "anna", 0, sequence, NOON, NOON, false, body);
    }
}
