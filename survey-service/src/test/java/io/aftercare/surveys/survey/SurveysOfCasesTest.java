package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.contacts.Handling;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.Outcome;
import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageAbandoned;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.MessageSuppressed;
import io.aftercare.events.notifications.NotSentReason;
import io.aftercare.events.surveys.SurveyAsked;
import io.aftercare.events.surveys.SurveyPlanned;
import io.aftercare.events.surveys.SurveyReason;
import io.aftercare.events.surveys.SurveySuppressed;
import io.aftercare.events.surveys.SurveyWithdrawn;
import io.aftercare.hours.ContactHours;
import io.aftercare.hours.ContactHours.Audience;
import io.aftercare.hours.ContactHours.Channel;
import io.aftercare.hours.ContactWindow;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.Link;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.TakeBack;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class SurveysOfCasesTest {

    private static final ContactWindow OSLO = hours("NO", "Europe/Oslo");

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Surveys surveys;

    @Test
    void asksOnceAtAnAllowedMomentBetween24And48HoursAfterTheResolution() {
        Story story = aCase().livesIn("NO", "Europe/Oslo");
        quiet.await();
        Instant resolved = story.resolved(1).getOccurredAt();
        Instant moment = story.awaitFact(SurveyPlanned.class).getMoment();

        assertThat(moment).isBetween(resolved.plus(hours(24)), resolved.plus(hours(48)));
        assertThat(OSLO.isAllowed(moment)).isTrue();

        timers.at(moment.minusMillis(1));
        assertThat(story.facts()).hasSize(1);

        timers.at(moment);
        String key = "SURVEY:" + story.caseId + ":1";
        assertThat(story.awaitFact(SurveyAsked.class).getMessageKey()).isEqualTo(key);
        quiet.await();
        NotificationRequest request = onlyRequest(story);
        assertThat(request.getMessageKey()).isEqualTo(key);
        assertThat(request.getRecipient()).isEqualTo("person:" + story.person);
        assertThat(request.getPersonId()).isEqualTo(story.person);
        assertThat(request.getCycle()).isEqualTo(1);
        assertThat(request.getBody())
                .isEqualTo(
                        new Ask(
                                Purpose.SURVEY,
                                moment,
                                resolved.plus(hours(48)),
                                new Link("survey", story.surveyId(1), 1),
                                "kari",
                                null,
                                null,
                                null,
                                io.aftercare.requests.Handling.NORMAL,
                                null,
                                null,
                                null));
    }

    @Test
    void aCaseThatBecameQuietIsNotAskedAbout() {
        Story story = aCase();
        story.resolved(1);
        Instant moment = story.awaitFact(SurveyPlanned.class).getMoment();
        story.handled(io.aftercare.events.cases.Handling.QUIET);
        quiet.await();
        timers.at(moment);
        quiet.await();

        assertThat(story.facts()).last().isEqualTo(new SurveySuppressed(SurveyReason.HANDLING));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void ofWhatIsSaidOfACaseTheNewestCountsInWhateverOrderItComes() {
        Story story = aCase();
        CaseEvent resolved = story.resolved(1, Outcome.SOLVED, story.person, false);
        CaseEvent quietThen = story.handling(io.aftercare.events.cases.Handling.QUIET);
        story.handled(io.aftercare.events.cases.Handling.NORMAL);
        story.publish(quietThen);
        story.publish(resolved);
        askedAt(story);

        assertThat(story.requests()).hasSize(1);
    }

    @Test
    void aCaseAboutTheFollowUpItselfIsNotAskedAbout() {
        Story story = aCase();
        CaseEvent resolved = story.resolved(1, Outcome.SOLVED, story.person, false);
        ((CaseResolved) resolved.getBody()).setAboutFollowUp(true);
        story.publish(resolved);

        assertThat(story.awaitFact(SurveySuppressed.class).getReason())
                .isEqualTo(SurveyReason.OUTCOME);
    }

    @Test
    void hasNoSecondEffectWhenAResolutionIsRepeated() {
        Story story = aCase();
        CaseEvent resolved = story.resolved(1);
        story.publish(resolved);
        askedAt(story);
        story.publish(resolved);
        timers.after(Duration.ofSeconds(1));
        quiet.await();

        assertThat(story.facts())
                .extracting(Object::getClass)
                .containsExactly((Class) SurveyPlanned.class, SurveyAsked.class);
        assertThat(story.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_REPLY", "WITHDRAWN", "SPAM", "UNKNOWN"})
    void sendsNoneForOtherOutcomes(Outcome outcome) {
        Story story = aCase();
        story.publish(story.resolved(1, outcome, story.person, false));

        assertThat(story.awaitFact(SurveySuppressed.class).getReason())
                .isEqualTo(SurveyReason.OUTCOME);
    }

    @Test
    void asksForAnOpinionOfARefusalToo() {
        Story story = aCase();
        story.publish(story.resolved(1, Outcome.DECLINED, story.person, false));

        story.awaitFact(SurveyPlanned.class);
    }

    @Test
    void asksAfterAWorkaround() {
        Story story = aCase();
        story.publish(story.resolved(1, Outcome.WORKAROUND, story.person, false));

        story.awaitFact(SurveyPlanned.class);
    }

    @Test
    void sendsNoneIfNobodyIsKnown() {
        Story story = aCase();
        story.publish(story.resolved(1, Outcome.SOLVED, null, false));

        assertThat(story.awaitFact(SurveySuppressed.class).getReason())
                .isEqualTo(SurveyReason.NO_PERSON);
    }

    @Test
    void saysNothingAboutImportedHistory() {
        Story story = aCase();
        story.publish(story.resolved(1, Outcome.SOLVED, story.person, true));
        quiet.await();

        assertThat(story.facts()).isEmpty();
        assertThat(surveys.find(story.surveyId(1))).isNull();
    }

    @Test
    void withdrawsWhenTheCaseIsReopenedAndAsksNothing() {
        Story story = aCase();
        story.resolved(1);
        Instant moment = story.awaitFact(SurveyPlanned.class).getMoment();
        story.reopened(1);

        assertThat(story.awaitFact(SurveyWithdrawn.class).getReason())
                .isEqualTo(SurveyReason.REOPENED);
        timers.at(moment);
        quiet.await();
        assertThat(story.facts()).hasSize(2);
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void takesTheInvitationBackWhenTheCaseIsReopenedAfterItWasAsked() {
        Story story = aCase();
        story.resolved(1);
        askedAt(story);
        story.reopened(1);
        story.awaitFact(SurveyWithdrawn.class);
        quiet.await();

        List<NotificationRequest> requests = story.requests();
        assertThat(requests)
                .extracting(NotificationRequest::getBody)
                .hasExactlyElementsOfTypes(Ask.class, TakeBack.class);
        assertThat(requests)
                .extracting(NotificationRequest::getMessageKey)
                .containsOnly(key(story));
        assertThat(requests)
                .extracting(NotificationRequest::getRecipient)
                .containsOnly("person:" + story.person);
    }

    @Test
    void plansNothingWhenTheEndOfTheCycleIsReadFirst() {
        Story story = aCase();
        CaseEvent resolved = story.resolved(1, Outcome.SOLVED, story.person, false);
        story.reopened(1);
        story.publish(resolved);
        quiet.await();

        assertThat(story.facts()).isEmpty();
    }

    @Test
    void endsACycleWhoseReopeningIsMissingWhenTheNextOneBegins() {
        Story story = aCase();
        story.resolved(1);
        story.resolved(2);

        assertThat(story.awaitFact(SurveyWithdrawn.class, 1).getReason())
                .isEqualTo(SurveyReason.REOPENED);
        story.awaitFact(SurveyPlanned.class, 2);
        story.reopened(1);
        quiet.await();
        assertThat(story.facts()).hasSize(3);
    }

    @Test
    void plansTheNextCycleOnItsOwn() {
        Story story = aCase();
        story.resolved(1);
        story.reopened(1);
        story.resolved(2);

        Instant second = story.awaitFact(SurveyPlanned.class, 2).getMoment();
        timers.at(second);
        story.awaitFact(SurveyAsked.class, 2);
        quiet.await();
        assertThat(onlyRequest(story).getMessageKey()).isEqualTo("SURVEY:" + story.caseId + ":2");
    }

    @Test
    void withdrawsWhenTheCustomerSaysInTimeThatItIsNotSolved() {
        Story story = aCase();
        story.resolved(1);
        story.awaitFact(SurveyPlanned.class);
        story.saysNotSolved(1, false);

        assertThat(story.awaitFact(SurveyWithdrawn.class).getReason())
                .isEqualTo(SurveyReason.NOT_SOLVED);
    }

    @Test
    void goesOnWhenTheCustomerSaysItTooLate() {
        Story story = aCase();
        story.resolved(1);
        story.awaitFact(SurveyPlanned.class);
        story.saysNotSolved(1, true);
        quiet.await();

        assertThat(story.facts()).hasSize(1);
    }

    @Test
    void doesNotAskWhoHasRefusedMeanwhile() {
        Story story = aCase();
        story.resolved(1);
        story.awaitFact(SurveyPlanned.class);
        story.contact("NO", "Europe/Oslo", Handling.NORMAL, true);

        assertSuppressedWhenDue(story, SurveyReason.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUIET", "PERSON_ONLY"})
    void doesNotAskWhoIsHandledOtherwise(Handling handling) {
        Story story = aCase();
        story.resolved(1);
        story.awaitFact(SurveyPlanned.class);
        story.contact("NO", "Europe/Oslo", handling, false);

        assertSuppressedWhenDue(story, SurveyReason.HANDLING);
    }

    /** It is night at the moment planned for Oslo somewhere, whenever that moment is. */
    @Test
    void movesToALaterMomentWhenThePersonLivesElsewhereByNow() {
        Story story = aCaseAskedEarly();
        Instant planned = momentOf(story);
        String zone = zoneWhereItIsTwoAtNight(planned);
        story.livesIn("NO", zone);
        quiet.await();
        timers.at(planned);
        quiet.await();

        assertThat(story.facts())
                .hasExactlyElementsOfTypes(SurveyPlanned.class, SurveyPlanned.class);
        Instant later = momentOf(story);
        assertThat(later).isAfter(planned);
        assertThat(hours("NO", zone).isAllowed(later)).isTrue();
        timers.at(later);
        story.awaitFact(SurveyAsked.class);
    }

    @Test
    void isTooLateAfterAnOutageLongerThanTheWindow() {
        Story story = aCase();
        Instant resolved = story.resolved(1).getOccurredAt();
        story.awaitFact(SurveyPlanned.class);
        timers.at(resolved.plus(hours(48)));

        assertThat(story.awaitFact(SurveySuppressed.class).getReason())
                .isEqualTo(SurveyReason.TOO_LATE);
        quiet.await();
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void recordsWhenTheInvitationWasDelivered() {
        Story story = aCase();
        story.resolved(1);
        askedAt(story);
        clock.advance(Duration.ofSeconds(3));
        story.message(
                1,
                new MessageDelivered(
                        key(story),
                        io.aftercare.events.notifications.Purpose.SURVEY,
                        "person:" + story.person,
                        ChannelKind.EMAIL));
        quiet.await();

        assertThat(sent(story).deliveredAt()).isEqualTo(clock.instant());
    }

    @Test
    void recordsWhyTheInvitationWasNotDelivered() {
        Story suppressed = aCase();
        Story abandoned = aCase();
        suppressed.resolved(1);
        abandoned.resolved(1);
        askedAt(suppressed, abandoned);
        suppressed.message(
                1,
                new MessageSuppressed(
                        key(suppressed),
                        io.aftercare.events.notifications.Purpose.SURVEY,
                        "person:" + suppressed.person,
                        NotSentReason.NO_CONTACT));
        abandoned.message(
                1,
                new MessageAbandoned(
                        key(abandoned),
                        io.aftercare.events.notifications.Purpose.SURVEY,
                        "person:" + abandoned.person,
                        NotSentReason.REJECTED));
        quiet.await();

        assertThat(sent(suppressed).notDelivered()).isEqualTo("NO_CONTACT");
        assertThat(sent(abandoned).notDelivered()).isEqualTo("REJECTED");
    }

    @Test
    void ignoresWhatBecomesOfOtherMessages() {
        Story story = aCase();
        story.resolved(1);
        askedAt(story);
        story.message(
                1,
                new MessageDelivered(
                        "SOLVED_CHECK:" + story.caseId + ":1",
                        io.aftercare.events.notifications.Purpose.SOLVED_CHECK,
                        "person:" + story.person,
                        ChannelKind.EMAIL));
        quiet.await();

        assertThat(sent(story).deliveredAt()).isNull();
    }

    @Test
    void withdrawsThePendingSurveysOfAnErasedPerson() {
        Story planned = aCase().livesIn("NO", "Europe/Oslo");
        Story asked = aCase().livesIn("NO", "Europe/Oslo");
        asked.resolved(1);
        askedAt(asked);
        planned.resolved(1);
        planned.awaitFact(SurveyPlanned.class);
        planned.wantsToBeForgotten();
        asked.wantsToBeForgotten();
        quiet.await();
        timers.due();

        assertThat(planned.awaitFact(SurveyWithdrawn.class).getReason())
                .isEqualTo(SurveyReason.ERASED);
        assertThat(asked.awaitFact(SurveyWithdrawn.class).getReason())
                .isEqualTo(SurveyReason.ERASED);
        quiet.await();
        assertThat(planned.requests()).isEmpty();
        assertThat(asked.requests())
                .extracting(NotificationRequest::getBody)
                .hasExactlyElementsOfTypes(Ask.class, TakeBack.class);
    }

    @Test
    void neverAsksAnErasedPersonAgainNotEvenIfTheirContactIsReadOnceMore() {
        Story story = aCase().livesIn("NO", "Europe/Oslo");
        story.wantsToBeForgotten();
        story.livesIn("NO", "Europe/Oslo");
        quiet.await();
        timers.due(); // what was planned before the erasure is withdrawn; this case comes later
        story.resolved(1);

        assertSuppressedWhenDue(story, SurveyReason.ERASED);
    }

    /** Forty cases are reopened at the very moment when they are due. */
    @Test
    void letsExactlyOneOfAskingAndWithdrawingWin() {
        List<Story> stories = Stream.generate(this::aCase).limit(40).toList();
        Instant resolved = clock.instant();
        stories.forEach(story -> story.resolved(1));
        stories.forEach(story -> story.awaitFact(SurveyPlanned.class));

        clock.set(OSLO.lastAllowedBefore(resolved.plus(hours(48))));
        CompletableFuture<Void> firing = CompletableFuture.runAsync(timers::due);
        stories.forEach(story -> story.reopened(1));
        firing.join();
        quiet.await();

        for (Story story : stories) {
            List<Object> facts = story.facts();
            List<Object> asked =
                    story.requests().stream().map(NotificationRequest::getBody).toList();
            assertThat(facts.getLast()).isInstanceOf(SurveyWithdrawn.class);
            if (facts.size() == 2) {
                assertThat(asked).isEmpty();
            } else {
                assertThat(facts)
                        .hasExactlyElementsOfTypes(
                                SurveyPlanned.class, SurveyAsked.class, SurveyWithdrawn.class);
                assertThat(asked).hasExactlyElementsOfTypes(Ask.class, TakeBack.class);
            }
        }
    }

    private void assertSuppressedWhenDue(Story story, SurveyReason reason) {
        Instant moment = story.awaitFact(SurveyPlanned.class).getMoment();
        quiet.await();
        timers.at(moment);

        assertThat(story.awaitFact(SurveySuppressed.class).getReason()).isEqualTo(reason);
        quiet.await();
        assertThat(story.requests()).isEmpty();
    }

    /** Each is asked at its own moment, the earliest first. */
    private void askedAt(Story... stories) {
        Stream.of(stories)
                .map(story -> story.awaitFact(SurveyPlanned.class).getMoment())
                .sorted()
                .forEach(timers::at);
        Stream.of(stories).forEach(story -> story.awaitFact(SurveyAsked.class));
    }

    private Story aCase() {
        return new Story(publishing, sent, clock);
    }

    /** One whose moment leaves twelve hours of the window, so that there is morning everywhere. */
    private Story aCaseAskedEarly() {
        Instant resolved = clock.instant();
        for (; ; ) {
            Story story = aCase();
            story.resolved(1);
            Instant moment = story.awaitFact(SurveyPlanned.class).getMoment();
            if (moment.isBefore(resolved.plus(hours(36)))) {
                return story;
            }
        }
    }

    private static String zoneWhereItIsTwoAtNight(Instant at) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.startsWith("Etc/GMT"))
                .sorted()
                .filter(zone -> at.atZone(ZoneId.of(zone)).getHour() == 2)
                .findFirst()
                .orElseThrow();
    }

    private Survey survey(Story story) {
        return Objects.requireNonNull(surveys.find(story.surveyId(1)));
    }

    private Survey.Invitation sent(Story story) {
        return Objects.requireNonNull(survey(story).course().invitation());
    }

    private Instant momentOf(Story story) {
        return Objects.requireNonNull(
                Objects.requireNonNull(survey(story).course().plan()).moment());
    }

    private static NotificationRequest onlyRequest(Story story) {
        assertThat(story.requests()).hasSize(1);
        return story.requests().getFirst();
    }

    private static String key(Story story) {
        return "SURVEY:" + story.caseId + ":1";
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    private static ContactWindow hours(String country, String zone) {
        return ContactHours.load()
                .allowed(country, ZoneId.of(zone), Channel.EMAIL, Audience.CONSUMER);
    }
}
