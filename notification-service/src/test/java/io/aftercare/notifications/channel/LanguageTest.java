package io.aftercare.notifications.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    private static final ZonedDateTime MORNING =
            Instant.parse("2026-06-02T23:05:00Z").atZone(ZoneId.of("Asia/Jakarta"));

    @ParameterizedTest
    @CsvSource({
        "nb, NORWEGIAN",
        "no, NORWEGIAN",
        "nn, NORWEGIAN",
        "nb-NO, NORWEGIAN",
        "NO-no, NORWEGIAN",
        "id, INDONESIAN",
        "in, INDONESIAN",
        "id-ID, INDONESIAN",
        "el, GREEK",
        "el-CY, GREEK",
        "en, ENGLISH",
        "en-GB, ENGLISH",
        "sv, ENGLISH",
        "x-klingon, ENGLISH",
        ", ENGLISH"
    })
    void whoeverPrefersALanguageReadsItOrElseEnglish(String tag, Language expected) {
        assertThat(Language.of(tag)).isEqualTo(expected);
    }

    @Test
    void aMomentIsWrittenAsPeopleWriteItThere() {
        assertThat(Language.ENGLISH.time(MORNING))
                .isEqualTo("Wednesday, 3 June 2026 at 06:05 (Asia/Jakarta)");
        assertThat(Language.NORWEGIAN.time(MORNING))
                .isEqualTo("onsdag 3. juni 2026 kl. 06:05 (Asia/Jakarta)");
        assertThat(Language.INDONESIAN.time(MORNING))
                .isEqualTo("Rabu, 3 Juni 2026 pukul 06.05 (Asia/Jakarta)");
        assertThat(Language.GREEK.time(MORNING))
                .isEqualTo("Τετάρτη 3 Ιουνίου 2026, ώρα 06:05 (Asia/Jakarta)");
    }

    @Test
    void aPromisedDayIsWrittenAsTheDayWithoutATime() {
        ZonedDateTime end =
                Instant.parse("2026-06-03T21:59:59.999Z").atZone(ZoneId.of("Europe/Oslo"));

        assertThat(Language.ENGLISH.time(end)).isEqualTo("Wednesday, 3 June 2026");
        assertThat(Language.NORWEGIAN.time(end)).isEqualTo("onsdag 3. juni 2026");
        assertThat(Language.INDONESIAN.time(end)).isEqualTo("Rabu, 3 Juni 2026");
        assertThat(Language.GREEK.time(end)).isEqualTo("Τετάρτη 3 Ιουνίου 2026");
    }

    @Test
    void aPromisedMinuteIsWrittenAlsoIfItIsTheLastOfTheDay() {
        ZoneId oslo = ZoneId.of("Europe/Oslo");

        assertThat(Language.ENGLISH.time(Instant.parse("2026-06-03T21:59:00Z").atZone(oslo)))
                .isEqualTo("Wednesday, 3 June 2026 at 23:59 (Europe/Oslo)");
        assertThat(Language.ENGLISH.time(Instant.parse("2026-06-03T22:00:00Z").atZone(oslo)))
                .isEqualTo("Thursday, 4 June 2026 at 00:00 (Europe/Oslo)");
    }

    @Test
    void aDayThatEndsWhereTheClockJumpsIsADay() {
        // in Beirut 28 March 2021 began at 01:00
        ZonedDateTime end =
                Instant.parse("2021-03-27T21:59:59.999Z").atZone(ZoneId.of("Asia/Beirut"));

        assertThat(Language.ENGLISH.time(end)).isEqualTo("Saturday, 27 March 2021");
    }
}
