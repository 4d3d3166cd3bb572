package io.aftercare.followups.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseMerged;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.Outcome;
import io.aftercare.events.followups.ContactAsked;
import io.aftercare.events.followups.ContactPlanned;
import io.aftercare.events.followups.ContactWithdrawn;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.followups.Speaker;
import io.aftercare.events.followups.WithdrawReason;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.CaseHandling;
import io.aftercare.requests.Handling;
import io.aftercare.requests.Link;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.TakeBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class ContactJourneyTest {

    private static final Duration ASK_AFTER = Duration.ofHours(2);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;

    @Test
    void asksTwoHoursAfterTheResolution() {
        CaseStory story = aCase();
        Instant due = story.resolved(1).getOccurredAt().plus(ASK_AFTER);
        assertThat(story.awaitFact(ContactPlanned.class).getDue()).isEqualTo(due);

        timers.at(due.minusMillis(1));
        quiet.await();
        assertThat(story.letters()).isEmpty();

        timers.at(due);
        quiet.await();
        String key = "SOLVED_CHECK:" + story.caseId + ":1";
        assertThat(story.facts())
                .containsExactly(new ContactPlanned(due), new ContactAsked(key, Speaker.US));
        NotificationRequest letter = story.letters().getFirst();
        assertThat(letter.getMessageKey()).isEqualTo(key);
        assertThat(letter.getRecipient()).isEqualTo("person:" + story.person);
        assertThat(letter.getBody())
                .isEqualTo(
                        new Ask(
                                Purpose.SOLVED_CHECK,
                                due,
                                due.plus(Duration.ofHours(24)),
                                new Link("contact", Ids.of("contact", story.caseId, 1), 1),
                                "kari",
                                null,
                                null,
                                null,
                                Handling.NORMAL,
                                null,
                                null,
                                null));
        assertThat(story.letters()).hasSize(1);
    }

    @Test
    void itsFactsCarryTheCaseThePersonAndTheCycle() {
        CaseStory story = aCase();
        story.resolved(3);
        story.awaitFact(ContactPlanned.class);

        FollowupEvent event = story.events().getFirst();
        assertThat(event.getCaseId()).isEqualTo(story.caseId);
        assertThat(event.getPersonId()).isEqualTo(story.person);
        assertThat(event.getCycle()).isEqualTo(3);
        assertThat(event.getSequence()).isEqualTo(1);
    }

    @Test
    void aReopenedCaseIsNotAskedAbout() {
        CaseStory story = aCase();
        story.resolved(1);
        story.reopened(1);
        story.awaitFact(ContactWithdrawn.class);
        timers.after(ASK_AFTER);
        quiet.await();

        assertThat(story.facts()).last().isEqualTo(new ContactWithdrawn(WithdrawReason.REOPENED));
        assertThat(story.letters()).isEmpty();
    }

    @Test
    void whatWasAskedIsTakenBackWithTheSameRecipientAndKey() {
        CaseStory story = askedCase();
        story.reopened(1);
        story.awaitFact(ContactWithdrawn.class);
        quiet.await();

        assertThat(story.letters())
                .hasSize(2)
                .allMatch(letter -> letter.getRecipient().equals("person:" + story.person))
                .allMatch(letter -> letter.getMessageKey().equals(key(story)));
        assertThat(story.letters().getLast().getBody()).isInstanceOf(TakeBack.class);
    }

    @Test
    void nobodyIsAskedAboutACaseReopenedWhileThisServiceDidNotListen() {
        CaseStory story = aCase();
        story.resolved(1);
        story.awaitFact(ContactPlanned.class);

        // on the topic in time, but perhaps not read yet when the timer is due
        story.reopened(1);
        timers.after(ASK_AFTER);
        quiet.await();

        assertThat(story.facts()).noneMatch(ContactAsked.class::isInstance);
        assertThat(story.letters()).isEmpty();
    }

    @Test
    void aResolutionThatArrivesAfterItsReopeningPlansNothing() {
        CaseStory story = aCase();
        story.reopened(1);
        story.resolved(1);
        quiet.await();

        assertThat(story.facts()).isEmpty();
    }

    @Test
    void theNextResolutionIsAskedAboutAnew() {
        CaseStory story = aCase();
        story.resolved(1);
        story.reopened(1);
        story.resolved(2);
        quiet.await();
        timers.after(ASK_AFTER);
        quiet.await();

        assertThat(story.letters())
                .extracting(NotificationRequest::getMessageKey)
                .containsExactly("SOLVED_CHECK:" + story.caseId + ":2");
    }

    @Test
    void aLaterResolutionEndsTheEarlierCyclesAlsoIfTheirReopeningIsMissing() {
        CaseStory story = askedCase();
        story.resolved(2);
        quiet.await();
        timers.after(ASK_AFTER);
        quiet.await();

        assertThat(story.events())
                .filteredOn(event -> event.getBody() instanceof ContactWithdrawn)
                .extracting(FollowupEvent::getCycle)
                .containsExactly(1);
        assertThat(story.letters())
                .extracting(
                        letter -> letter.getCycle() + letter.getBody().getClass().getSimpleName())
                .containsExactlyInAnyOrder("1Ask", "1TakeBack", "2Ask");
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"SOLVED", "DECLINED"})
    void anEarlierResolutionThatComesAfterALaterOnePlansNothing(Outcome later) {
        CaseStory story = aCase();
        CaseEvent first = story.fact(2, 1, clock.instant(), CaseStory.resolution(Outcome.SOLVED));
        story.repeat(story.fact(4, 2, clock.instant(), CaseStory.resolution(later)));
        story.repeat(first);
        quiet.await();

        assertThat(story.events()).noneMatch(event -> event.getCycle() == 1);
    }

    @Test
    void repeatsHaveNoSecondEffect() {
        CaseStory story = aCase();
        CaseEvent resolved = story.resolved(1);
        story.repeat(resolved);
        // another fact of the same resolution, as a writer restored from a backup might say it
        story.resolved(1, resolved.getOccurredAt());
        quiet.await();
        timers.after(ASK_AFTER);
        story.repeat(resolved);
        quiet.await();
        timers.due();
        quiet.await();

        assertThat(story.facts()).hasSize(2);
        assertThat(story.letters()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"SOLVED", "WORKAROUND", "AUTOMATIC"},
            mode = EnumSource.Mode.EXCLUDE)
    void otherOutcomesAskNobody(Outcome outcome) {
        CaseStory story = aCase();
        story.tell(1, clock.instant(), CaseStory.resolution(outcome));
        quiet.await();

        assertThat(story.facts()).isEmpty();
    }

    @Test
    void importedHistoryAndUnknownPeopleAreNotAsked() {
        CaseStory imported = aCase();
        CaseStory nobody = aCase();
        Object resolved = CaseStory.resolution(Outcome.SOLVED);
        imported.tell(imported.person, 1, clock.instant(), true, resolved);
        nobody.tell(null, 1, clock.instant(), false, resolved);
        quiet.await();

        assertThat(imported.facts()).isEmpty();
        assertThat(nobody.facts()).isEmpty();
    }

    @Test
    void aPersonWhoWantsToBeForgottenIsNotAsked() {
        CaseStory story = aCase();
        story.resolved(1);
        story.awaitFact(ContactPlanned.class);
        story.wantsToBeForgotten();
        quiet.await();
        timers.due();

        assertThat(story.awaitFact(ContactWithdrawn.class).getReason())
                .isEqualTo(WithdrawReason.ERASED);
        timers.after(ASK_AFTER);
        quiet.await();
        assertThat(story.letters()).isEmpty();
    }

    @Test
    void whoIsForgottenStaysForgotten() {
        CaseStory story = aCase();
        story.wantsToBeForgotten();
        quiet.await();
        story.livesIn(9, "Europe/Oslo");
        quiet.await();
        story.resolved(1);
        quiet.await();

        assertThat(story.facts()).isEmpty();
    }

    @Test
    void aCaseAboutTheFollowUpItselfIsNotFollowedUp() {
        CaseStory story = aCase();
        CaseResolved resolution = CaseStory.resolution(Outcome.SOLVED);
        resolution.setAboutFollowUp(true);
        story.tell(1, clock.instant(), resolution);
        quiet.await();

        assertThat(story.facts()).isEmpty();
    }

    @Test
    void asksWithTheHandlingThatTheCaseHasThen() {
        CaseStory story = aCase();
        story.resolved(1);
        story.awaitFact(ContactPlanned.class);
        CaseEvent handled = story.handled(io.aftercare.events.cases.Handling.PERSON_ONLY);
        quiet.await();
        timers.after(ASK_AFTER);
        quiet.await();

        List<NotificationRequest> letters = story.letters();
        assertThat(letters.getFirst().getMessageKey()).isEqualTo("HANDLING:" + story.caseId);
        assertThat(letters.getFirst().getBody())
                .isEqualTo(new CaseHandling(Handling.PERSON_ONLY, handled.getSequence()));
        assertThat(((Ask) letters.getLast().getBody()).getHandling())
                .isEqualTo(Handling.PERSON_ONLY);
    }

    @Test
    void asksOfAMergedCaseWithNoMoreThanTheOneThatGoesOnAllows() {
        CaseStory remaining = aCase();
        remaining.handled(io.aftercare.events.cases.Handling.PERSON_ONLY);
        CaseStory story = aCase();
        story.resolved(1);
        story.awaitFact(ContactPlanned.class);
        story.tell(1, clock.instant(), new CaseMerged(remaining.caseId));
        quiet.await();
        timers.after(ASK_AFTER);
        quiet.await();

        assertThat(((Ask) story.letters().getLast().getBody()).getHandling())
                .isEqualTo(Handling.PERSON_ONLY);
    }

    private CaseStory askedCase() {
        CaseStory story = aCase();
        story.resolved(1);
        story.awaitFact(ContactPlanned.class);
        timers.after(ASK_AFTER);
        story.awaitFact(ContactAsked.class);
        return story;
    }

    private static String key(CaseStory story) {
        return "SOLVED_CHECK:" + story.caseId + ":1";
    }

    private CaseStory aCase() {
        return new CaseStory(publishing, sent, clock).opened();
    }
}
