package io.aftercare.followups.realism;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.About;
import io.aftercare.followups.realism.PastCase.Counted;
import io.aftercare.hours.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PastCaseTest {

    private static final UUID ID = UUID.fromString("5f0c1a52-0000-5000-8000-000000000002");
    private static final WorkingTime ALWAYS =
            new WorkingTime(BusinessCalendar.alwaysOpen(ZoneOffset.UTC));
    private static final Instant OPENED = Instant.parse("2026-03-02T10:00:00Z");
    private static final About SIGNAL = new About("FAULT", "NO_SIGNAL", "ROUTER");
    private static final About BILL = new About("COMPLAINT", "BILL", null);
    private static final Matter OF_SIGNAL = new Matter("NO_SIGNAL", "ROUTER");
    private static final Matter OF_BILL = new Matter("BILL", null);

    @Test
    void isOpenSinceItsDayUntilItIsResolved() {
        assertThat(count(opened())).isEqualTo(openSince(OF_SIGNAL));
        assertThat(count(opened(), resolved(2, 1, 3, "SOLVED", SIGNAL)))
                .isEqualTo(took(OF_SIGNAL, 3));
    }

    @Test
    void countsNotAsLongAsItsBeginningIsNotKnown() {
        assertThat(count(resolved(2, 1, 3, "SOLVED", SIGNAL))).isNull();
    }

    @Test
    void aResolutionThatDidNotLastResolvedNothing() {
        CaseFact first = resolved(2, 1, 3, "SOLVED", SIGNAL);
        CaseFact again = fact(3, 1, 5, new CaseFact.Reopened(true), null);

        assertThat(count(opened(), first, again)).isEqualTo(openSince(OF_SIGNAL));
        assertThat(count(opened(), first, again, resolved(4, 2, 9, "WORKAROUND", SIGNAL)))
                .isEqualTo(took(OF_SIGNAL, 9));
    }

    @Test
    void outcomesThatSayNothingOfTheTimeCountForNothing() {
        for (String outcome :
                List.of("NO_REPLY", "WITHDRAWN", "DUPLICATE", "SPAM", "TEST", "AUTOMATIC")) {
            assertThat(count(opened(), resolved(2, 1, 3, outcome, SIGNAL))).isNull();
        }
        assertThat(count(opened(), resolved(2, 1, 3, "DECLINED", SIGNAL)))
                .isEqualTo(took(OF_SIGNAL, 3));
    }

    @Test
    void oneThatIsClosedWithoutAResolutionIsNotOpenForEver() {
        assertThat(count(opened(), fact(2, 0, 3, new CaseFact.Closed(), null))).isNull();
        assertThat(
                        count(
                                opened(),
                                resolved(2, 1, 3, "SOLVED", SIGNAL),
                                fact(3, 1, 9, new CaseFact.Closed(), null)))
                .isEqualTo(took(OF_SIGNAL, 3));
    }

    @Test
    void countsUnderWhatItWasAboutWhenItWasResolved() {
        CaseFact changed = fact(2, 0, 1, new CaseFact.Other(), BILL);
        assertThat(count(opened(), changed)).isEqualTo(openSince(OF_BILL));
        assertThat(
                        count(
                                opened(),
                                resolved(2, 1, 3, "SOLVED", SIGNAL),
                                fact(3, 1, 4, new CaseFact.Other(), BILL)))
                .isEqualTo(took(OF_SIGNAL, 3));
    }

    @Test
    void aCorrectionRewritesWhatItsResolutionWasAbout() {
        CaseFact resolved = resolved(2, 1, 3, "SOLVED", SIGNAL);

        assertThat(count(opened(), resolved, corrected(3, 1, "CAUSE", "NO_POWER")))
                .isEqualTo(took(new Matter("NO_POWER", "ROUTER"), 3));
        assertThat(count(opened(), resolved, corrected(3, 1, "PRODUCT", "MODEM")))
                .isEqualTo(took(new Matter("NO_SIGNAL", "MODEM"), 3));
        assertThat(count(opened(), resolved, corrected(3, 1, "OUTCOME", "SPAM"))).isNull();
        assertThat(count(opened(), resolved, corrected(3, 1, "OWNER", "ola")))
                .isEqualTo(took(OF_SIGNAL, 3));
        assertThat(
                        count(
                                opened(),
                                resolved,
                                fact(3, 1, 4, new CaseFact.Reopened(false), null),
                                resolved(4, 2, 5, "SOLVED", SIGNAL),
                                corrected(5, 1, "CAUSE", "NO_POWER")))
                .isEqualTo(took(OF_SIGNAL, 5));
    }

    private static CaseFact corrected(long sequence, int cycle, String field, String code) {
        return fact(sequence, cycle, 4, new CaseFact.Corrected(field, "x", code), null);
    }

    @Test
    void theOrderInWhichItsFactsAreHeardMakesNoDifference() {
        List<CaseFact> facts =
                List.of(
                        opened(),
                        fact(2, 0, 1, new CaseFact.Other(), BILL),
                        resolved(3, 1, 3, "SOLVED", BILL),
                        fact(4, 1, 4, new CaseFact.Reopened(false), null),
                        fact(5, 1, 4, new CaseFact.Other(), SIGNAL),
                        resolved(6, 2, 7, "SOLVED", SIGNAL),
                        fact(7, 2, 9, new CaseFact.Closed(), null));
        for (int seed = 0; seed < 200; seed++) {
            List<CaseFact> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(count(shuffled.toArray(CaseFact[]::new)))
                    .as("seed %s", seed)
                    .isEqualTo(took(OF_SIGNAL, 7));
        }
    }

    private static Counted openSince(Matter matter) {
        return new Counted(matter, null, LocalDate.parse("2026-03-02"));
    }

    private static Counted took(Matter matter, int hours) {
        return new Counted(matter, Buckets.of(Duration.ofHours(hours)), null);
    }

    private static @Nullable Counted count(CaseFact... facts) {
        PastCase known = PastCase.unknown(ID);
        for (CaseFact fact : facts) {
            known = known.after(fact);
        }
        return known.count(ALWAYS).counted();
    }

    private static CaseFact opened() {
        return fact(1, 0, 0, new CaseFact.Opened(null, null, "crm A-17", "crm", "NORMAL"), SIGNAL);
    }

    private static CaseFact resolved(
            long sequence, int cycle, int hours, String outcome, About about) {
        return fact(
                sequence,
                cycle,
                hours,
                new CaseFact.Resolved(outcome, "FAULT", null, null, false, "NORMAL", "crm"),
                about);
    }

    private static CaseFact fact(
            long sequence, int cycle, int hours, CaseFact.Body body, @Nullable About about) {
        Instant at = OPENED.plus(Duration.ofHours(hours));
        return new CaseFact(ID, null, cycle, sequence, at, at, false, about, body);
    }
}
