package io.aftercare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    @Test
    void aKeySaysWhatKindOfThingItNames() {
        UUID id = new UUID(0, 7);

        assertThat(Keys.ofCase(id)).isEqualTo("case:00000000-0000-0000-0000-000000000007");
        assertThat(Keys.ofPerson("p-7")).isEqualTo("person:p-7");
        assertThat(Keys.ofStaff("kari")).isEqualTo("staff:kari");
        assertThat(Keys.ofTeam("east")).isEqualTo("team:east");
    }

    @Test
    void onlyAPersonsKeyHasThePersonsId() {
        assertThat(Keys.personId(Keys.ofPerson("p:7"))).isEqualTo("p:7");
        assertThat(Keys.personId("person:Åse 1")).isEqualTo("Åse 1");
        assertThat(Keys.personId("person:")).isNull();
        assertThat(Keys.personId("staff:p-7")).isNull();
        assertThat(Keys.personId("p-7")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "!", "~", "kari.nordmann@example.org", "a/b?c#d"})
    void printableAsciiIsAnId(String id) {
        assertThat(Keys.isId(id)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "Kari Nordmann", "Åse", "a\n", "\u007F", "a\u0000"})
    void anythingElseIsNone(String id) {
        assertThat(Keys.isId(id)).isFalse();
    }

    @Test
    void anIdEndsAtAHundredCharacters() {
        assertThat(Keys.isId("x".repeat(100))).isTrue();
        assertThat(Keys.isId("x".repeat(101))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "person:1, true, true",
        "staff:kari, true, true",
        "team:north, true, false",
        "person:, false, false",
        "robot:1, false, false",
        "person:a b, false, false"
    })
    void aContactIsAPersonStaffOrATeamAndARecipientIsNoTeam(
            String key, boolean contact, boolean recipient) {
        assertThat(Keys.isContact(key)).isEqualTo(contact);
        assertThat(Keys.isRecipient(key)).isEqualTo(recipient);
    }

    @Test
    void aKeyEndsWithItsId() {
        assertThat(Keys.isContact("person:" + "x".repeat(101))).isFalse();
        assertThat(Keys.isRecipient("person:" + "x".repeat(101))).isFalse();
        assertThat(Keys.isRecipient("person:a\nb")).isFalse();
    }
}
