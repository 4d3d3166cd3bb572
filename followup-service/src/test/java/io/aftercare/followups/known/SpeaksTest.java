package io.aftercare.followups.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.followups.known.Speaks.Purpose;
import io.aftercare.messaging.VersionedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ClassPathResource;

class SpeaksTest {

    private static final String ROWS =
            """
            version 2026-10-01
            source purpose speaks
            * SOLVED_CHECK US
            * PROMISE_REVISED US
            * PROMISE_BROKEN_CUSTOMER SOURCE
            * PROMISE_HOLDING US
            * PROMISE_AWAITING US
            * PROMISE_ATTEMPTED US
            crm SOLVED_CHECK SOURCE
            """;

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void weSpeakForEverySourceUnlessSaidOtherwise(Purpose purpose) {
        Speaks shipped = new SpeaksSettings(new ClassPathResource("policy/speaks.txt")).speaks();

        assertThat(shipped.weSpeak("crm", purpose)).isTrue();
        assertThat(shipped.weSpeak(null, purpose)).isTrue();
    }

    @Test
    void aSourceMaySpeakForItself() {
        Speaks speaks = speaks(ROWS);

        assertThat(speaks.weSpeak("crm", Purpose.SOLVED_CHECK)).isFalse();
        assertThat(speaks.weSpeak("shop", Purpose.SOLVED_CHECK)).isTrue();
        assertThat(speaks.weSpeak(null, Purpose.SOLVED_CHECK)).isTrue();
        assertThat(speaks.weSpeak("crm", Purpose.PROMISE_REVISED)).isTrue();
        assertThat(speaks.weSpeak("crm", Purpose.PROMISE_BROKEN_CUSTOMER)).isFalse();
    }

    @Test
    void aFaultIsNamedByLineFieldAndRule() {
        assertFault(ROWS.replace("crm SOLVED", "crm SOLD"), "line 9: purpose must be one of");
        assertFault(ROWS.replace("CHECK SOURCE", "CHECK THEM"), "line 9: speaks must be one of");
        assertFault(ROWS + "crm SOLVED_CHECK US", "line 10: purpose must be given once");
        assertFault(
                ROWS.replace("* PROMISE_REVISED US", ""),
                "purpose must have a line '* PROMISE_REVISED'");
    }

    private static void assertFault(String rows, String says) {
        assertThatThrownBy(() -> speaks(rows))
                .isInstanceOf(VersionedTable.InvalidTable.class)
                .hasMessageContaining(says);
    }

    private static Speaks speaks(String rows) {
        return Speaks.of(VersionedTable.read("a.txt", rows, "source", "purpose", "speaks"));
    }
}
