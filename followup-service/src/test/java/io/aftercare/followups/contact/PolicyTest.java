package io.aftercare.followups.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.messaging.VersionedTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

class PolicyTest {

    private static final String ROWS =
            """
            version 2026-10-01
            outcome kind told contact
            SOLVED * YES YES
            WORKAROUND * YES YES
            DECLINED * REASON SECOND_LOOK
            NO_REPLY * PAUSED NO
            WITHDRAWN * SHORT NO
            DUPLICATE * NO NO
            SPAM * NO NO
            TEST * NO NO
            INTERNAL * NO NO
            AUTOMATIC * YES MESSAGE
            """;

    private final Policy shipped =
            new PolicySettings(new ClassPathResource("policy/follow-up.txt")).policy();

    @ParameterizedTest
    @ValueSource(strings = {"SOLVED", "WORKAROUND", "AUTOMATIC"})
    void asksAfterWhatTheCustomerCanConfirm(String outcome) {
        assertThat(shipped.asksAfter(outcome, "FAULT")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DECLINED",
                "NO_REPLY",
                "WITHDRAWN",
                "DUPLICATE",
                "SPAM",
                "TEST",
                "INTERNAL",
                "UNKNOWN",
                "OF_A_LATER_VERSION"
            })
    void asksNobodyAfterOtherOutcomes(String outcome) {
        assertThat(shipped.asksAfter(outcome, "FAULT")).isFalse();
    }

    @Test
    void aLineOfItsOwnCountsBeforeThatOfEveryKind() {
        Policy policy = policy(ROWS + "SOLVED QUESTION NO NO\n");

        assertThat(policy.asksAfter("SOLVED", "QUESTION")).isFalse();
        assertThat(policy.asksAfter("SOLVED", "COMPLAINT")).isTrue();
        assertThat(policy.asksAfter("SOLVED", "UNKNOWN")).isTrue();
    }

    @Test
    void afterAnotherKindSomebodyMayBeAskedIfOneOfTheOutcomesAsksAfterBoth() {
        Policy none =
                policy(
                        ROWS
                                + "SOLVED QUESTION NO NO\n"
                                + "WORKAROUND QUESTION NO NO\n"
                                + "AUTOMATIC QUESTION NO NO\n");

        assertThat(none.mayAskAfter("FAULT", "QUESTION")).isFalse();
        assertThat(none.mayAskAfter("FAULT", "REQUEST")).isTrue();
        assertThat(policy(ROWS + "SOLVED QUESTION NO NO\n").mayAskAfter("FAULT", "QUESTION"))
                .isTrue();
    }

    @Test
    void everyOutcomeOfCasesIsInItsTable() {
        List<String> ofCases =
                Arrays.stream(io.aftercare.events.cases.Outcome.values())
                        .map(Enum::name)
                        .filter(name -> !name.equals("UNKNOWN"))
                        .toList();

        assertThat(Arrays.stream(Policy.Outcome.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(ofCases);
    }

    @ParameterizedTest
    @EnumSource(Policy.Outcome.class)
    void aMissingOutcomeEndsTheStart(Policy.Outcome outcome) {
        assertFault(ROWS.replaceFirst("(?m)^" + outcome + " .*\n", ""), "outcome", outcome.name());
    }

    @Test
    void aFaultIsNamedByLineFieldAndRule() {
        assertFault(ROWS.replace("SPAM *", "SPOM *"), "line 9: outcome must be one of", "'SPOM'");
        assertFault(ROWS.replace("SPAM *", "SPAM CAR"), "line 9: kind must be one of", "'CAR'");
        assertFault(ROWS.replace("SPAM * NO", "SPAM * NEVER"), "line 9: told must be one of");
        assertFault(ROWS.replace("SPAM * NO NO", "SPAM * NO OFTEN"), "line 9: contact must be one");
        assertFault(ROWS.replace("SPAM * NO NO", "SPAM * NO"), "line 9: line must have 4 words");
        assertFault(ROWS + "SPAM * YES YES\n", "line 13: outcome must be given once");
        assertFault(ROWS.replace("version ", ""), "line 1: version must be the first line");
        assertFault(ROWS.replace("told contact", "contact told"), "line 2: columns must be");
        assertFault("", "version must be the first line");
    }

    private static void assertFault(String rows, String... says) {
        assertThatThrownBy(() -> policy(rows))
                .isInstanceOf(VersionedTable.InvalidTable.class)
                .hasMessageStartingWith("a.txt")
                .hasMessageContainingAll(says);
    }

    private static Policy policy(String rows) {
        return Policy.of(VersionedTable.read("a.txt", rows, "outcome", "kind", "told", "contact"));
    }
}
