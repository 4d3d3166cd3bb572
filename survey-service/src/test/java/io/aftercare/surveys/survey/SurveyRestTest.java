package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.surveys.SurveyPlanned;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class SurveyRestTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Rest rest;

    @Test
    void showsASurveyToStaff() {
        Story story = new Story(publishing, sent, clock);
        story.resolved(1);
        String moment = story.awaitFact(SurveyPlanned.class).getMoment().toString();

        for (RestTestClient staff : List.of(rest.agent(), rest.lead(), rest.operator())) {
            staff.get()
                    .uri("/surveys/" + story.surveyId(1))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.caseId")
                    .isEqualTo(story.caseId.toString())
                    .jsonPath("$.cycle")
                    .isEqualTo(1)
                    .jsonPath("$.state")
                    .isEqualTo("PLANNED")
                    .jsonPath("$.moment")
                    .isEqualTo(moment)
                    .jsonPath("$.answers")
                    .isEmpty();
        }
    }

    @Test
    void showsTheSurveysOfACaseByCycle() {
        Story story = new Story(publishing, sent, clock);
        story.resolved(1);
        story.reopened(1);
        story.resolved(2);
        story.awaitFact(SurveyPlanned.class, 2);

        rest.agent()
                .get()
                .uri("/cases/" + story.caseId + "/surveys")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0].state")
                .isEqualTo("WITHDRAWN")
                .jsonPath("$[0].reason")
                .isEqualTo("REOPENED")
                .jsonPath("$[1].state")
                .isEqualTo("PLANNED")
                .jsonPath("$.length()")
                .isEqualTo(2);
    }

    @Test
    void knowsNoSurveyOfAnUnknownIdOrCase() {
        rest.agent()
                .get()
                .uri("/surveys/" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("id");
        rest.agent()
                .get()
                .uri("/cases/" + UUID.randomUUID() + "/surveys")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("caseId must be known");
    }

    @Test
    void namesTheFieldAndTheRuleOfABadId() {
        rest.agent()
                .get()
                .uri("/surveys/17")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("id")
                .jsonPath("$.rule")
                .isEqualTo("must be a UUID");
    }

    @Test
    void isForStaffOnly() {
        String path = "/surveys/" + UUID.randomUUID();

        assertThat(status(rest.anybody(), path)).isEqualTo(401);
        assertThat(status(rest.publisher(), path)).isEqualTo(403);
        assertThat(status(rest.publisher(), "/cases/" + UUID.randomUUID() + "/surveys"))
                .isEqualTo(403);
    }

    private static int status(RestTestClient client, String path) {
        return client.get().uri(path).exchange().returnResult().getStatus().value();
    }
}
