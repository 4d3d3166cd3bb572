package io.aftercare.notifications.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.requests.Purpose;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordingTest {

    private static final Map<String, String> ALL =
            Map.of(
                    "name", "Kari",
                    "owner", "Ola {due} $1 \\2",
                    "phone", "+4722334455",
                    "due", "Tuesday",
                    "by", "Wednesday",
                    "link", "https://example.org/s/1/2",
                    "reference", "crm A-17",
                    "case", "42");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void everyPurposeHasASubjectAndAText(Purpose purpose) {
        Wording wording = Wording.of(purpose.name());

        assertThat(wording.subject(ALL)).isNotBlank().doesNotContain("{", "}", "\n");
        assertThat(wording.text(ALL)).startsWith("Hello Kari,").contains("42");
        // a value is no template: its braces stay, and nothing else has any
        assertThat(wording.text(ALL).replace("Ola {due} $1 \\2", "")).doesNotContain("{", "}");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROMISE_AT_RISK", "PROMISE_BROKEN_STAFF"})
    void staffReadWhatTheirOwnSystemCallsTheCase(Purpose purpose) {
        assertThat(Wording.of(purpose.name()).text(ALL)).contains("In its source: crm A-17\n");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void leavesOutWhatIsNotKnown(Purpose purpose) {
        Map<String, String> values = new HashMap<>(ALL);
        values.keySet().removeAll(Set.of("name", "owner", "phone", "reference"));

        String text = Wording.of(purpose.name()).text(values);

        assertThat(text).startsWith("Hello there,").doesNotContain("{", "}", "null");
    }

    @Test
    void hasNoTextForAPurposeItDoesNotKnow() {
        assertThatThrownBy(() -> Wording.of("UNKNOWN"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
