package io.aftercare.followups.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SuccessionTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private final UUID third = UUID.randomUUID();
    private final Map<UUID, KnownCase> known = new HashMap<>();
    private final Succession succession = new Succession(known);

    @Test
    void aCaseThatWasNotMergedAnswersForItself() {
        opened(first, "kari", "QUIET");

        assertThat(succession.after(first)).isEmpty();
        assertThat(succession.isMerged(first)).isFalse();
        assertThat(succession.answering(first)).isEqualTo(known.get(first));
        assertThat(succession.answering(second)).isNull();
    }

    @Test
    void theLastOfAChainAnswersAndAMachineSaysNoMoreThanAllOfThemAllow() {
        opened(first, "kari", "QUIET");
        opened(second, "ola", "PERSON_ONLY");
        opened(third, "lisa", "NORMAL");
        merged(first, second);
        merged(second, third);

        assertThat(succession.after(first)).containsExactly(second, third);
        KnownCase answers = Objects.requireNonNull(succession.answering(first));
        assertThat(answers.caseId()).isEqualTo(third);
        assertThat(answers.owner()).isEqualTo("lisa");
        assertThat(answers.handling()).isEqualTo("PERSON_ONLY");
        assertThat(succession.answering().get(second)).isEqualTo(answers);
    }

    @Test
    void whatIsNotUnderstoodIsTheStrictestOfAnyOfThem() {
        opened(first, "kari", "PERSON_ONLY");
        opened(second, "ola", "UNKNOWN");
        opened(third, "lisa", "NORMAL");
        merged(first, second);
        merged(second, third);

        assertThat(succession.handling(first)).isEqualTo("UNKNOWN");
        assertThat(succession.handling(second)).isEqualTo("UNKNOWN");
        assertThat(succession.handling(third)).isEqualTo("NORMAL");
    }

    @Test
    void itsSequenceCountsUpWithEachOfTheChainAndWithALateMerge() {
        opened(first, "kari", "NORMAL");
        assertThat(succession.sequence(first)).isEqualTo(5);

        merged(first, second);
        assertThat(succession.sequence(first)).isEqualTo(5);
        opened(second, "ola", "QUIET");
        assertThat(succession.sequence(first)).isEqualTo(10);
        opened(third, "lisa", "NORMAL");
        merged(second, third);
        assertThat(succession.sequence(first)).isEqualTo(15);
        assertThat(succession.sequence(second)).isEqualTo(10);
        hear(third, 6, new CaseFact.Changed("PERSON_ONLY"));
        assertThat(succession.sequence(first)).isEqualTo(16);
        hear(third, 6, new CaseFact.Changed("PERSON_ONLY"));
        assertThat(succession.sequence(first)).isEqualTo(16);
    }

    @Test
    void whileNothingIsKnownOfTheNextTheLastThatIsKnownAnswers() {
        opened(first, "kari", "NORMAL");
        merged(first, second);

        assertThat(succession.after(first)).containsExactly(second);
        assertThat(succession.answering(first)).isEqualTo(known.get(first));
    }

    @Test
    void aCircleEnds() {
        opened(first, "kari", "NORMAL");
        opened(second, "ola", "NORMAL");
        merged(first, second);
        merged(second, first);

        assertThat(succession.after(first)).containsExactly(second);
    }

    @Test
    void aMergeIsNeverLateAndIsIntoOneCaseOnly() {
        merged(first, second);
        merged(first, third);
        opened(first, "kari", "NORMAL");

        assertThat(succession.after(first)).containsExactly(second);
        assertThat(Objects.requireNonNull(known.get(first)).owner()).isEqualTo("kari");
    }

    private void opened(UUID caseId, String owner, String handling) {
        hear(caseId, 5, new CaseFact.Opened(owner, "north", "crm A-17", "crm", handling));
    }

    private void merged(UUID caseId, UUID into) {
        hear(caseId, 1, new CaseFact.Merged(into));
    }

    private void hear(UUID caseId, long sequence, CaseFact.Body body) {
        CaseFact fact = new CaseFact(caseId, "anna", 0, sequence, NOON, NOON, false, null, body);
        known.merge(caseId, KnownCase.of(fact), (before, _) -> before.after(fact));
    }
}
