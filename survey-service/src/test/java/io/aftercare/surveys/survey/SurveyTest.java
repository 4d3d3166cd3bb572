package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aftercare.hours.ContactHours;
import io.aftercare.hours.ContactHours.Audience;
import io.aftercare.hours.ContactHours.Channel;
import io.aftercare.hours.ContactWindow;
import io.aftercare.hours.Span;
import io.aftercare.messaging.Ids;
import io.aftercare.surveys.survey.Survey.Fact;
import io.aftercare.surveys.survey.Survey.Reason;
import io.aftercare.surveys.survey.Survey.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurveyTest {

    private static final Duration ANSWERABLE = Duration.ofDays(14);

    /** A Tuesday, 13:00 in Oslo. */
    private static final Instant RESOLVED = Instant.parse("2026-06-02T11:00:00Z");

    private static final Span WINDOW =
            new Span(RESOLVED.plus(Duration.ofHours(24)), RESOLVED.plus(Duration.ofHours(48)));
    private static final ContactWindow OSLO = hours("NO", "Europe/Oslo");

    /** When it is day in Oslo, it is night on the other side of the earth. */
    private static final ContactWindow AUCKLAND = hours("NZ", "Pacific/Auckland");

    private static final Instant MIDNIGHT_IN_OSLO = Instant.parse("2026-06-03T22:00:00Z");

    @Test
    void isPlannedForAnAllowedMomentOfTheWindow() {
        Survey survey = aSurvey();

        List<Fact> facts = survey.plan("p1", "kari", true, WINDOW, OSLO);

        assertThat(facts).containsExactly(new Fact.Planned(momentOf(survey)));
        assertThat(momentOf(survey)).isBetween(WINDOW.start(), WINDOW.end());
        assertThat(OSLO.isAllowed(momentOf(survey))).isTrue();
    }

    @Test
    void isPlannedOnce() {
        Survey survey = aPlannedSurvey();

        assertThat(survey.plan("p1", "kari", true, WINDOW, OSLO)).isEmpty();
    }

    @Test
    void isPlannedForAnySecondOfAWindowWithoutAllowedTime() {
        Span night = new Span(MIDNIGHT_IN_OSLO, MIDNIGHT_IN_OSLO.plusSeconds(60));
        Survey survey = aSurvey();

        assertThat(survey.plan("p1", null, true, night, OSLO)).hasSize(1);
        assertThat(momentOf(survey)).isBetween(night.start(), night.end());
    }

    @Test
    void isNotSentIfTheOutcomeAsksForNone() {
        assertThat(aSurvey().plan("p1", "kari", false, WINDOW, OSLO))
                .containsExactly(new Fact.Suppressed(Reason.OUTCOME));
    }

    @Test
    void isNotSentIfNobodyIsKnown() {
        assertThat(aSurvey().plan(null, "kari", true, WINDOW, OSLO))
                .containsExactly(new Fact.Suppressed(Reason.NO_PERSON));
    }

    @Test
    void isNotAskedAMillisecondEarlyAndIsAskedWhenDue() {
        Survey survey = aPlannedSurvey();
        Instant moment = momentOf(survey);

        assertThat(survey.due(moment.minusMillis(1), null, OSLO, ANSWERABLE)).isEmpty();
        assertThat(survey.due(moment, null, OSLO, ANSWERABLE))
                .containsExactly(new Fact.Asked(WINDOW.end()));
        assertThat(sent(survey).expiresAt()).isEqualTo(moment.plus(ANSWERABLE));
    }

    @Test
    void isAskedOnce() {
        Survey survey = anAskedSurvey();

        assertThat(survey.due(momentOf(survey).plusSeconds(1), null, OSLO, ANSWERABLE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "HANDLING", "ERASED"})
    void isNotAskedAgainstAnObjection(Reason objection) {
        Survey survey = aPlannedSurvey();

        assertThat(survey.due(momentOf(survey), objection, OSLO, ANSWERABLE))
                .containsExactly(new Fact.Suppressed(objection));
        assertThat(survey.course().state()).isEqualTo(State.SUPPRESSED);
    }

    @Test
    void isAskedInTheLastMillisecondOfTheWindowAndNotAtItsEnd() {
        assertThat(aPlannedSurvey().due(WINDOW.end().minusMillis(1), null, OSLO, ANSWERABLE))
                .containsExactly(new Fact.Asked(WINDOW.end()));
        assertThat(aPlannedSurvey().due(WINDOW.end(), null, OSLO, ANSWERABLE))
                .containsExactly(new Fact.Suppressed(Reason.TOO_LATE));
    }

    @Test
    void movesToALaterAllowedMomentIfThePersonLivesElsewhereByNow() {
        Instant eveningInOslo = Instant.parse("2026-06-03T18:00:00Z");
        Survey survey = aSurveyPlannedBefore(eveningInOslo);

        List<Fact> facts = survey.due(eveningInOslo, null, AUCKLAND, ANSWERABLE);

        assertThat(facts).containsExactly(new Fact.Planned(momentOf(survey)));
        assertThat(momentOf(survey)).isBetween(eveningInOslo, WINDOW.end());
        assertThat(AUCKLAND.isAllowed(momentOf(survey))).isTrue();
    }

    @Test
    void isNotSentIfTheWindowHasNoAllowedMomentLeft() {
        Instant lateInAuckland = Instant.parse("2026-06-04T10:00:00Z");
        Survey survey = aSurveyPlannedBefore(lateInAuckland);

        assertThat(survey.due(lateInAuckland, null, AUCKLAND, ANSWERABLE))
                .containsExactly(new Fact.Suppressed(Reason.NO_MOMENT));
    }

    @Test
    void isWithdrawnWhenItsCycleEndsAndThenNeverAsked() {
        Survey survey = aPlannedSurvey();

        assertThat(survey.end(Reason.REOPENED))
                .containsExactly(new Fact.Withdrawn(Reason.REOPENED, false));
        assertThat(survey.due(momentOf(survey), null, OSLO, ANSWERABLE)).isEmpty();
    }

    @Test
    void isTakenBackWhenItsCycleEndsAfterItWasAsked() {
        assertThat(anAskedSurvey().end(Reason.NOT_SOLVED))
                .containsExactly(new Fact.Withdrawn(Reason.NOT_SOLVED, true));
    }

    @Test
    void isWithdrawnOnce() {
        Survey survey = aPlannedSurvey();
        survey.end(Reason.NOT_SOLVED);

        assertThat(survey.end(Reason.REOPENED)).isEmpty();
        assertThat(survey.course().reason()).isEqualTo(Reason.NOT_SOLVED);
    }

    @Test
    void isNotPlannedOnceItsCycleHasEnded() {
        Survey survey = aSurvey();

        assertThat(survey.end(Reason.REOPENED)).isEmpty();
        assertThat(survey.plan("p1", "kari", true, WINDOW, OSLO)).isEmpty();
    }

    @Test
    void takesAnAnswerAndItsCorrectionButNotTheSameTwice() {
        Survey survey = anAskedSurvey();
        Instant now = momentOf(survey).plusSeconds(60);

        assertThat(survey.answer(2, now)).containsExactly(new Fact.Answered(2, 1, false));
        assertThat(survey.answer(2, now)).isEmpty();
        assertThat(survey.answer(5, now)).containsExactly(new Fact.Answered(5, 2, false));
    }

    @Test
    void takesAnswersUntilItExpires() {
        Survey survey = anAskedSurvey();
        Instant expiry = momentOf(survey).plus(ANSWERABLE);

        assertThat(survey.answer(4, expiry)).isEmpty();
        assertThat(survey.answer(4, expiry.minusMillis(1))).hasSize(1);
    }

    @Test
    void takesAnswersForTheWholeTimeAlsoIfItWasDeliveredLate() {
        Survey survey = anAskedSurvey();
        Instant delivered = momentOf(survey).plus(Duration.ofHours(20));
        survey.delivered(delivered, ANSWERABLE);

        assertThat(survey.isOpen(delivered.plus(ANSWERABLE).minusMillis(1))).isTrue();
        assertThat(survey.isOpen(delivered.plus(ANSWERABLE))).isFalse();
        survey.delivered(delivered.minusSeconds(1), ANSWERABLE);
        assertThat(survey.isOpen(delivered.plus(ANSWERABLE).minusMillis(1))).isTrue();
    }

    @Test
    void whoGoesOnChangingTheAnswerIsNotHeardForEver() {
        Survey survey = anAskedSurvey();
        Instant now = momentOf(survey).plusSeconds(60);
        int facts = 0;
        for (int i = 0; i < 1000; i++) {
            facts += survey.answer(1 + i % 2, now).size();
        }

        assertThat(facts).isEqualTo(Survey.MOST_VERSIONS);
    }

    @Test
    void keepsAnAnswerAfterTheEndOfTheCycleAsFeedback() {
        Survey survey = anAskedSurvey();
        survey.end(Reason.REOPENED);

        assertThat(survey.answer(1, momentOf(survey).plusSeconds(60)))
                .containsExactly(new Fact.Answered(1, 1, true));
    }

    @Test
    void takesNoAnswerBeforeItIsAsked() {
        Survey survey = aPlannedSurvey();

        assertThat(survey.answer(3, momentOf(survey))).isEmpty();
    }

    @Test
    void knowsOneToFiveOnly() {
        Instant now = momentOf(anAskedSurvey());

        assertThatIllegalArgumentException().isThrownBy(() -> anAskedSurvey().answer(0, now));
        assertThatIllegalArgumentException().isThrownBy(() -> anAskedSurvey().answer(6, now));
    }

    @Test
    void endsAndRevokesItsLinksWhenThePersonIsErased() {
        Survey survey = anAskedSurvey();

        assertThat(survey.erase()).containsExactly(new Fact.Withdrawn(Reason.ERASED, true));
        assertThat(survey.course().linkVersion()).isEqualTo(2);
    }

    @Test
    void remembersWhatBecameOfTheInvitation() {
        Survey survey = anAskedSurvey();
        Instant at = momentOf(survey).plusSeconds(5);

        survey.delivered(at, ANSWERABLE);
        survey.notDelivered("REJECTED");

        assertThat(sent(survey).deliveredAt()).isEqualTo(at);
        assertThat(sent(survey).notDelivered()).isNull();
    }

    private static Survey aSurvey() {
        UUID caseId = new UUID(4, 2);
        return Survey.of(Ids.of("survey", caseId, 1), caseId, 1);
    }

    private static Survey aPlannedSurvey() {
        Survey survey = aSurvey();
        survey.plan("p1", "kari", true, WINDOW, OSLO);
        return survey;
    }

    private static Survey aSurveyPlannedBefore(Instant limit) {
        UUID caseId = new UUID(4, 2);
        for (int cycle = 1; ; cycle++) {
            Survey survey = Survey.of(Ids.of("survey", caseId, cycle), caseId, cycle);
            survey.plan("p1", "kari", true, WINDOW, OSLO);
            if (momentOf(survey).isBefore(limit)) {
                return survey;
            }
        }
    }

    private static Survey anAskedSurvey() {
        Survey survey = aPlannedSurvey();
        survey.due(momentOf(survey), null, OSLO, ANSWERABLE);
        return survey;
    }

    private static Instant momentOf(Survey survey) {
        return Objects.requireNonNull(Objects.requireNonNull(survey.course().plan()).moment());
    }

    private static Survey.Invitation sent(Survey survey) {
        return Objects.requireNonNull(survey.course().invitation());
    }

    private static ContactWindow hours(String country, String zone) {
        return ContactHours.load()
                .allowed(country, ZoneId.of(zone), Channel.EMAIL, Audience.CONSUMER);
    }
}
