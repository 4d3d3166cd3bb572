package io.aftercare.surveys.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.surveys.person.Person.Handling;
import io.aftercare.surveys.person.Reach.Objection;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersonTest {

    @Test
    void givesWayToANewerVersionOnly() {
        assertThat(person(2).givesWayTo(person(3))).isTrue();
        assertThat(person(2).givesWayTo(person(2))).isFalse();
        assertThat(person(2).givesWayTo(person(1))).isFalse();
    }

    @Test
    void givesWayToErasureAndThenToNothing() {
        Person erased = Person.erased("p1", 2);

        assertThat(person(2).givesWayTo(erased)).isTrue();
        assertThat(erased.givesWayTo(person(3))).isFalse();
        assertThat(erased.givesWayTo(erased)).isFalse();
    }

    @Test
    void leavesNothingButTheIdWhenErased() {
        Person erased = Person.erased("p1", 2);

        assertThat(erased.country()).isNull();
        assertThat(erased.zone()).isNull();
        assertThat(erased.objection()).isEqualTo(Objection.ERASED);
    }

    @Test
    void mayBeAskedIfNothingSpeaksAgainstIt() {
        assertThat(person(1).objection()).isNull();
    }

    @Test
    void mayRefuseSurveys() {
        assertThat(person(Handling.NORMAL, true).objection()).isEqualTo(Objection.REFUSED);
    }

    /** A handling that is not known yet may be the strictest of all. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NORMAL")
    void isNotAskedUnlessHandledNormally(Handling handling) {
        assertThat(person(handling, false).objection()).isEqualTo(Objection.HANDLING);
    }

    private static Person person(Handling handling, boolean surveysRefused) {
        ZoneId oslo = ZoneId.of("Europe/Oslo");
        return new Person("p1", 1, "NO", oslo, handling, surveysRefused, false);
    }

    private static Person person(long version) {
        ZoneId oslo = ZoneId.of("Europe/Oslo");
        return new Person("p1", version, "NO", oslo, Handling.NORMAL, false, false);
    }
}
