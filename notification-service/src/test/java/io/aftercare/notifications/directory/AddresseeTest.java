package io.aftercare.notifications.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddresseeTest {

    @Test
    void keepsTheNewestVersionWhateverComesLater() {
        Addressee addressee = Addressee.unread("person:1").read(3, named("Kari"));

        assertThat(addressee.read(2, named("Older")).details().name()).isEqualTo("Kari");
        assertThat(addressee.read(3, named("Equal")).details().name()).isEqualTo("Kari");
        assertThat(addressee.read(4, named("Newer")).details().name()).isEqualTo("Newer");
    }

    @Test
    void knowsNothingOfSomebodyErasedAndNoRecordBringsThemBack() {
        Addressee erased = Addressee.unread("person:1").read(3, named("Kari")).erase();

        assertThat(erased.details()).isEqualTo(Details.NONE);
        assertThat(erased.known()).isFalse();
        assertThat(erased.read(3, named("Kari"))).isEqualTo(erased);
        assertThat(erased.read(4, named("Kari"))).isEqualTo(erased);
    }

    @Test
    void handsOutVersionsAboveAllThatItReadOrHandedOut() {
        Addressee addressee = Addressee.unread("person:1");

        assertThat(addressee.handOut().handedOut()).isEqualTo(1);
        assertThat(addressee.handOut().handOut().handedOut()).isEqualTo(2);
        assertThat(addressee.handOut().read(7, named("Kari")).handOut().handedOut()).isEqualTo(8);
        assertThat(addressee.handOut().version()).isZero();
    }

    @Test
    void takesWhatIsMalformedAsNotSaidAndNamesTheField() {
        Addressee addressee =
                Addressee.unread("person:1")
                        .read(1, details("Kari\r\nBcc: all@example.org", "no address", "Mars"));

        assertThat(addressee.details()).isEqualTo(Details.NONE);
        assertThat(addressee.faults()).containsExactly("name", "email", "zone");
        assertThat(addressee.known()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kari@example.org",
                "kari.nordmann+tag@mail.example.org",
                "o'hara@example.org",
                "a@localhost"
            })
    void takesAddresses(String email) {
        assertThat(details(null, email, null).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@example.org",
                "kari@",
                "kari@@example.org",
                "kari@example..org",
                "kari@-example.org",
                ".kari@example.org",
                "kari@example.org\n",
                "kari@example.org\r\nBcc: all@example.org",
                "kari@example.org,all@example.org",
                "Kari <kari@example.org>",
                "kari nordmann@example.org"
            })
    void refusesWhatIsNoAddress(String email) {
        assertThat(details(null, email, null).faults())
                .extracting(Details.Fault::field)
                .containsExactly("email");
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        assertThat(details(null, "a".repeat(64) + "@" + host(189), null).faults()).isEmpty();
        assertThat(details(null, "a".repeat(64) + "@" + host(190), null).faults()).hasSize(1);
        assertThat(details(null, "a".repeat(65) + "@" + host(20), null).faults()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "+4722334455, true",
        "+1, false",
        "4722334455, false",
        "+0722334455, false",
        "+47 22 33 44 55, false",
        "+12345678901234567, false"
    })
    void takesPhoneNumbersInE164(String phone, boolean fine) {
        Details details =
                new Details(
                        null,
                        null,
                        phone,
                        null,
                        null,
                        null,
                        List.of(),
                        Handling.NORMAL,
                        false,
                        null,
                        null,
                        Roster.NONE);
        assertThat(details.faults().isEmpty()).isEqualTo(fine);
    }

    @Test
    void takesNamesOfAllScriptsAndNoDisguises() {
        assertThat(details("Zoë Ångström 李小龍 نادية", null, null).faults()).isEmpty();
        assertThat(details("a".repeat(201), null, null).faults()).hasSize(1);
        assertThat(details("Kari\u202Egnitset", null, null).faults()).hasSize(1);
        assertThat(details("Kari\u2028", null, null).faults()).hasSize(1);
        assertThat(details("Kari\uD83D", null, null).faults()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Oslo, NO, , Mon-Fri 08:00-16:00, ",
        "Mars/Base,   NO, , Mon-Fri 08:00-16:00, calendar.zone",
        "Europe/Oslo, XX, , Mon-Fri 08:00-16:00, calendar.country",
        "Europe/Oslo, NO, BY, Mon-Fri 08:00-16:00, calendar.subdivision",
        "Europe/Oslo, NO, , whenever, calendar.week",
        "Europe/Oslo, NO, , 'Mon 08:00-12:00,11:00-13:00', calendar.week",
        "Europe/Oslo, NO, , , calendar.week",
        ", NO, , Mon-Fri 08:00-16:00, calendar.zone"
    })
    void aCalendarThatNobodyCanWorkByCountsAsNoneAndTheFieldIsNamed(
            @Nullable String zone,
            String country,
            @Nullable String part,
            @Nullable String week,
            @Nullable String fault) {
        Roster.Calendar calendar = new Roster.Calendar(zone, country, part, week, null);
        Details said = with(new Roster("ola", List.of(), "top", calendar));
        Addressee team = Addressee.unread("team:north").read(1, said);

        assertThat(said.faults()).allSatisfy(it -> assertThat(it.rule()).startsWith("must"));
        assertThat(team.faults()).isEqualTo(fault == null ? List.of() : List.of(fault));
        assertThat(team.details().roster())
                .isEqualTo(new Roster("ola", List.of(), "top", fault == null ? calendar : null));
    }

    @Test
    void refusesAnAbsenceThatDoesNotEndAfterItBegins() {
        Instant noon = Instant.parse("2026-03-02T12:00:00Z");

        assertThat(faults(new Roster.Absence(noon, noon.plusMillis(1)))).isEmpty();
        assertThat(faults(new Roster.Absence(noon, noon))).containsExactly("absences");
        assertThat(faults(new Roster.Absence(noon, null))).containsExactly("absences");
    }

    private static List<String> faults(Roster.Absence absence) {
        return with(new Roster(null, List.of(absence), null, null)).faults().stream()
                .map(Details.Fault::field)
                .toList();
    }

    private static Details with(Roster roster) {
        return new Details(
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Handling.NORMAL,
                false,
                null,
                null,
                roster);
    }

    private static String host(int length) {
        String label = "a".repeat(49) + ".";
        String labels = label.repeat(length / label.length());
        return labels + "a".repeat(length - labels.length());
    }

    private static Details named(String name) {
        return details(name, null, null);
    }

    private static Details details(
            @Nullable String name, @Nullable String email, @Nullable String zone) {
        return new Details(
                name,
                email,
                null,
                null,
                zone,
                null,
                List.of(),
                Handling.NORMAL,
                false,
                null,
                null,
                Roster.NONE);
    }
}
