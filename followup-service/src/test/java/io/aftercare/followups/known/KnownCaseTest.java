package io.aftercare.followups.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.known.CaseFact.About;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    @Test
    void whatTheCaseIsAboutIsWhatTheNewestFactSaysThatSaysIt() {
        About first = new About("FAULT", "NO_SIGNAL", "ROUTER");
        About then = new About("FAULT", "BILL", null);
        KnownCase known =
                KnownCase.of(fact(3, new CaseFact.Assigned("ola", null)))
                        .after(fact(2, then, new CaseFact.Other()))
                        .after(
                                fact(
                                        1,
                                        first,
                                        new CaseFact.Opened(
                                                "kari", null, "crm A-17", "crm", "NORMAL")));

        assertThat(known.about()).isEqualTo(then);
        assertThat(known.owner()).isEqualTo("ola");
    }

    private static CaseFact fact(long sequence, CaseFact.Body body) {
        return fact(sequence, null, body);
    }

    private static CaseFact fact(long sequence, @Nullable About about, CaseFact.Body body) {
        return new CaseFact(CASE, "anna", 0, sequence, NOON, NOON, false, about, body);
    }
}
