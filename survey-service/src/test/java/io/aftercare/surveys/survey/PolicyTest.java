package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.messaging.VersionedTable;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

class PolicyTest {

    private static final String ROWS =
            """
            version 2026-10-01
            outcome kind survey
            SOLVED * YES
            WORKAROUND * YES
            DECLINED * YES
            NO_REPLY * NO
            WITHDRAWN * NO
            DUPLICATE * NO
            SPAM * NO
            TEST * NO
            INTERNAL * NO
            AUTOMATIC * 10%
            """;

    private static final UUID CASE = UUID.fromString("8f3a1d52-6c0e-5b7e-9c41-2d6f0a7be913");

    private final Policy shipped =
            new PolicySettings(new ClassPathResource("policy/survey.txt")).policy();

    @ParameterizedTest
    @ValueSource(strings = {"SOLVED", "WORKAROUND", "DECLINED"})
    void asksAfterWhatTheCustomerHasAnOpinionOf(String outcome) {
        assertThat(shipped.asksAfter(CASE, outcome, "FAULT")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NO_REPLY", "WITHDRAWN", "DUPLICATE", "SPAM", "TEST", "INTERNAL", "UNKNOWN"})
    void asksNobodyAfterOtherOutcomes(String outcome) {
        assertThat(shipped.asksAfter(CASE, outcome, "FAULT")).isFalse();
    }

    @Test
    void aShareOfCasesIsDrawnAndStaysDrawn() {
        long drawn =
                Stream.iterate(0, i -> i + 1)
                        .limit(10_000)
                        .map(i -> new UUID(7, i))
                        .filter(id -> shipped.asksAfter(id, "AUTOMATIC", "FAULT"))
                        .filter(id -> shipped.asksAfter(id, "AUTOMATIC", "QUESTION"))
                        .count();

        assertThat(drawn).isBetween(900L, 1_100L);
    }

    @Test
    void aLineOfItsOwnCountsBeforeThatOfEveryKind() {
        Policy policy = policy(ROWS + "SOLVED QUESTION NO\n");

        assertThat(policy.asksAfter(CASE, "SOLVED", "QUESTION")).isFalse();
        assertThat(policy.asksAfter(CASE, "SOLVED", "COMPLAINT")).isTrue();
    }

    @Test
    void everyOutcomeOfCasesIsInItsTable() {
        assertThat(Arrays.stream(Policy.Outcome.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(io.aftercare.events.cases.Outcome.values())
                                .map(Enum::name)
                                .filter(name -> !name.equals("UNKNOWN"))
                                .toList());
    }

    @Test
    void aFaultIsNamedByLineFieldAndRule() {
        assertFault(ROWS.replace("SPAM *", "SPOM *"), "line 9: outcome must be one of");
        assertFault(ROWS.replace("SPAM *", "SPAM CAR"), "line 9: kind must be one of");
        assertFault(ROWS.replace("SPAM * NO", "SPAM * 100%"), "line 9: survey must be YES, NO or");
        assertFault(ROWS.replace("SPAM * NO", ""), "outcome must have a line 'SPAM *'");
        assertFault(ROWS + "SPAM * YES", "line 13: outcome must be given once");
    }

    @Test
    void aSourceMayAskItself() {
        Speaks shippedOnes =
                new SpeaksSettings(new ClassPathResource("policy/speaks.txt")).speaks();
        Speaks speaks = speaks("* SURVEY US\ncrm SURVEY SOURCE\n");

        assertThat(shippedOnes.weSpeak("crm")).isTrue();
        assertThat(speaks.weSpeak("crm")).isFalse();
        assertThat(speaks.weSpeak("shop")).isTrue();
        assertThat(speaks.weSpeak(null)).isTrue();
        assertThatThrownBy(() -> speaks("crm SURVEY US"))
                .hasMessage("a.txt: source must have a line '* SURVEY'");
        assertThatThrownBy(() -> speaks("* SURVEY US\n* SURVEY US"))
                .hasMessage("a.txt line 4: source must be given once");
        assertThatThrownBy(() -> speaks("* SOLVED_CHECK US"))
                .hasMessageStartingWith("a.txt line 3: purpose must be one of SURVEY");
        assertThatThrownBy(() -> speaks("* SURVEY THEM"))
                .hasMessageStartingWith("a.txt line 3: speaks must be one of US, SOURCE");
    }

    private static void assertFault(String rows, String says) {
        assertThatThrownBy(() -> policy(rows))
                .isInstanceOf(VersionedTable.InvalidTable.class)
                .hasMessageContaining(says);
    }

    private static Policy policy(String rows) {
        return Policy.of(VersionedTable.read("a.txt", rows, "outcome", "kind", "survey"));
    }

    private static Speaks speaks(String rows) {
        return Speaks.of(
                VersionedTable.read(
                        "a.txt",
                        "version 2026-10-01\nsource purpose speaks\n" + rows,
                        "source",
                        "purpose",
                        "speaks"));
    }
}
