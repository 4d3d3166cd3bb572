package io.aftercare.followups.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.followups.known.Staff.Absence;
import io.aftercare.hours.BusinessCalendar;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    @Test
    void somebodyIsAwayFromTheFirstMomentUpToWhenTheyAreBack() {
        Instant back = NOON.plusSeconds(60);
        Staff kari = new Staff("kari", 1, null, "ola", List.of(new Absence(NOON, back)));
        Roster roster = roster(kari);

        assertThat(roster.present("kari", NOON.minusMillis(1))).isEqualTo("kari");
        assertThat(roster.present("kari", NOON)).isEqualTo("ola");
        assertThat(roster.present("kari", back.minusMillis(1))).isEqualTo("ola");
        assertThat(roster.present("kari", back)).isEqualTo("kari");
    }

    @Test
    void deputiesAreFollowedFiveTimesAtMost() {
        assertThat(chain(5).present("s0", NOON)).isEqualTo("s5");
        assertThat(chain(6).present("s0", NOON)).isNull();
    }

    @Test
    void aCircleOfDeputiesWhoAreAllAwayEnds() {
        assertThat(roster(away("a", "b"), away("b", "a")).present("a", NOON)).isNull();
        assertThat(roster(away("a", "a")).present("a", NOON)).isNull();
        assertThat(roster(away("a", null)).present("a", NOON)).isNull();
    }

    @Test
    void whoWasErasedIsAwayForGoodAndWhoIsNotKnownIsThere() {
        Staff gone = new Staff("kari", 1, null, null, List.of(), true);

        assertThat(roster(gone).present("kari", NOON)).isNull();
        assertThat(roster().present("kari", NOON)).isEqualTo("kari");
        assertThat(roster().present(null, NOON)).isNull();
    }

    @Test
    void anAbsenceThatDoesNotEndAfterItBeginsIsNone() {
        assertThat(new Staff("kari", 1, null, null, List.of(new Absence(NOON, NOON))).absences())
                .isEmpty();
    }

    @Test
    void aTeamWithoutHoursWorksAsTheCompanyDoes() {
        BusinessCalendar company = BusinessCalendar.alwaysOpen(OSLO);
        BusinessCalendar own = BusinessCalendar.alwaysOpen(OSLO);
        Roster roster =
                new Roster(
                        Map.of(),
                        Map.of("north", new Team("north", 1, "liv", "top", null)),
                        Map.of("south", own),
                        company);

        assertThat(roster.hoursOf("south")).isSameAs(own);
        assertThat(roster.hoursOf("north")).isSameAs(company);
        assertThat(roster.hoursOf(null)).isSameAs(company);
        assertThat(roster.leadOf("north")).isEqualTo("liv");
        assertThat(roster.parentOf("north")).isEqualTo("top");
        assertThat(roster.leadOf("top")).isNull();
    }

    @Test
    void theCompanysCalendarIsCheckedAtTheStart() {
        assertThat(new CompanySettings("NO", OSLO, "Mon-Fri 09:00-17:00").hours().isOpen(NOON))
                .isTrue();
        assertThatThrownBy(() -> new CompanySettings("NO", OSLO, "Mon-Fri"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CompanySettings("XX", OSLO, "Mon-Fri 09:00-17:00"))
                .hasMessageContaining("aftercare.company.country");
    }

    /** The last one is there, the others are away. */
    private static Roster chain(int deputies) {
        return roster(
                Stream.iterate(0, i -> i < deputies, i -> i + 1)
                        .map(i -> away("s" + i, "s" + (i + 1)))
                        .toArray(Staff[]::new));
    }

    private static Staff away(String id, @Nullable String deputy) {
        return new Staff(id, 1, null, deputy, List.of(new Absence(NOON, NOON.plusSeconds(1))));
    }

    private static Roster roster(Staff... staff) {
        return new Roster(
                Stream.of(staff).collect(Collectors.toMap(Staff::id, it -> it)),
                Map.of(),
                Map.of(),
                BusinessCalendar.alwaysOpen(OSLO));
    }
}
