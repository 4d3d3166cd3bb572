package io.aftercare.followups.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"SOLVED", "WORKAROUND"})
    void asksAfterWhatTheCustomerCanConfirm(String outcome) {
        assertThat(Policy.DEFAULT.asksAfter(outcome)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DECLINED", "NO_REPLY", "WITHDRAWN", "DUPLICATE", "SPAM", "UNKNOWN"})
    void asksNobodyAfterOtherOutcomes(String outcome) {
        assertThat(Policy.DEFAULT.asksAfter(outcome)).isFalse();
    }
}
