package io.aftercare.cases.timeline;

import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.followups.ContactPlanned;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.events.surveys.SurveyEvent;
import io.aftercare.events.surveys.SurveyPlanned;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.BodyContentSpec;

@ServiceTest
class TimelineTest {

    @Autowired Publishing publishing;
    @Autowired Quiet quiet;
    @Autowired Rest rest;
    @Autowired MovableClock clock;

    private final SourceCase ours = SourceCase.aNewOne();
    private Instant now;

    @BeforeEach
    void look() {
        now = clock.instant();
    }

    @Test
    void showsTheFactsOfAllServicesInTheOrderTheyHappened() {
        publishing.send(Topics.NOTIFICATION_EVENTS, key(), delivered(before(5)));
        publishing.send(Topics.SURVEY_EVENTS, key(), surveyPlanned(before(7)));
        publishing.send(Topics.FOLLOWUP_EVENTS, key(), contactPlanned(before(8)));
        publishing.send(Topics.CASE_INTAKE, ours.id(), ours.report("1", before(10), opened("p1")));
        publishing.send(
                Topics.CASE_INTAKE, ours.id(), ours.report("2", before(9), resolved("done")));
        quiet.await();

        timeline("")
                .jsonPath("$.entries[*].type")
                .isEqualTo(
                        List.of(
                                "CaseOpened",
                                "CaseResolved",
                                "ContactPlanned",
                                "SurveyPlanned",
                                "MessageDelivered"))
                .jsonPath("$.entries[*].cycle")
                .isEqualTo(List.of(0, 1, 1, 1, 1))
                .jsonPath("$.entries[1].topic")
                .isEqualTo(Topics.CASE_EVENTS)
                .jsonPath("$.entries[1].codes.outcome")
                .isEqualTo("SOLVED")
                .jsonPath("$.entries[1].codes.summary")
                .doesNotExist()
                .jsonPath("$.entries[2].codes.due")
                .isEqualTo(now.toString())
                .jsonPath("$.entries[4].codes.channel")
                .isEqualTo("EMAIL")
                .jsonPath("$.more")
                .isEqualTo(false);
    }

    @Test
    void showsARepeatedFactOnce() {
        SpecificRecord fact = surveyPlanned(before(7));
        publishing.send(Topics.SURVEY_EVENTS, key(), fact);
        publishing.send(Topics.SURVEY_EVENTS, key(), fact);
        quiet.await();
        publishing.send(Topics.SURVEY_EVENTS, key(), fact);
        quiet.await();

        timeline("").jsonPath("$.entries.length()").isEqualTo(1);
    }

    @Test
    void takesAFactWithACharacterThatNoDatabaseTextHolds() {
        NotificationEvent odd = delivered(before(5));
        odd.setBody(
                new MessageDelivered("SURVEY\0:1", Purpose.SURVEY, "person:p1", ChannelKind.EMAIL));
        publishing.send(Topics.NOTIFICATION_EVENTS, key(), odd);
        quiet.await();

        timeline("").jsonPath("$.entries[0].codes.messageKey").isEqualTo("SURVEY:1");
    }

    @Test
    void comesInPages() {
        publishing.send(Topics.FOLLOWUP_EVENTS, key(), contactPlanned(before(8)));
        publishing.send(Topics.SURVEY_EVENTS, key(), surveyPlanned(before(7)));
        publishing.send(Topics.NOTIFICATION_EVENTS, key(), delivered(before(5)));
        quiet.await();

        timeline("?limit=2")
                .jsonPath("$.entries[*].type")
                .isEqualTo(List.of("ContactPlanned", "SurveyPlanned"))
                .jsonPath("$.more")
                .isEqualTo(true);
        timeline("?limit=2&offset=2")
                .jsonPath("$.entries[*].type")
                .isEqualTo(List.of("MessageDelivered"))
                .jsonPath("$.more")
                .isEqualTo(false);
    }

    @Test
    void refusesAPageWithoutMeasure() {
        rest.agent()
                .get()
                .uri("/cases/{id}/timeline?limit=100000", ours.caseId())
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("limit");
    }

    @Test
    void takesEveryPlainFieldOfAFactAndLeavesOutWhatIsEmpty() {
        Entry entry = TimelineEvents.entry(Topics.NOTIFICATION_EVENTS, delivered(now));

        assertThat(entry.codes())
                .containsEntry("purpose", "SURVEY")
                .containsEntry("recipient", "person:p1")
                .containsEntry("messageKey", "SURVEY:1");
        assertThat(entry.occurredAt()).isEqualTo(now);
    }

    private BodyContentSpec timeline(String query) {
        return rest.agent()
                .get()
                .uri("/cases/" + ours.caseId() + "/timeline" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private FollowupEvent contactPlanned(Instant at) {
        return new FollowupEvent(
                Ids.of(Topics.FOLLOWUP_EVENTS, key(), 1),
                ours.caseId(),
                "p1",
                1,
                1L,
                at,
                now,
                false,
                new ContactPlanned(now));
    }

    private SurveyEvent surveyPlanned(Instant at) {
        return new SurveyEvent(
                Ids.of(Topics.SURVEY_EVENTS, key(), 1),
                ours.caseId(),
                "p1",
                1,
                1L,
                at,
                now,
                false,
                new SurveyPlanned(now));
    }

    private NotificationEvent delivered(Instant at) {
        return new NotificationEvent(
                Ids.of(Topics.NOTIFICATION_EVENTS, key(), 1),
                ours.caseId(),
                "p1",
                1,
                1L,
                at,
                now,
                false,
                new MessageDelivered("SURVEY:1", Purpose.SURVEY, "person:p1", ChannelKind.EMAIL));
    }

    private String key() {
        return ours.caseId().toString();
    }

    private Instant before(int minutes) {
        return now.minusSeconds(60L * minutes);
    }
}
