package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

@ServiceTest
class ConditionZoneTest {

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    /** In Oslo it is late in the evening, in Tokyo the next morning. */
    @Test
    void daysAreCountedWhereTheCustomerLivesAlsoIfThatIsHeardOfLater() {
        clock.set(clock.instant().atZone(OSLO).plusDays(1).with(LocalTime.of(22, 0)).toInstant());
        CaseStory known = new CaseStory(publishing, sent, clock).livesIn(1, "Asia/Tokyo").opened();
        CaseStory later = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        String ofKnown = met(known);
        met(later);
        later.livesIn(1, "Asia/Tokyo");
        quiet.await();
        timers.due();
        quiet.await();

        assertThat(dueAt(later)).isEqualTo(ofKnown);
    }

    private String met(CaseStory story) {
        rest.agent()
                .post()
                .uri("/cases/{id}/promises", story.caseId)
                .header("Idempotency-Key", "k")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"kind\": \"REFUND\", \"condition\": {\"text\": \"IBAN\", \"days\": 5}}")
                .exchange()
                .expectStatus()
                .isCreated();
        rest.agent()
                .post()
                .uri("/promises/{id}/met", id(story))
                .contentType(MediaType.APPLICATION_JSON)
                .body("{}")
                .exchange()
                .expectStatus()
                .isOk();
        return dueAt(story);
    }

    private String dueAt(CaseStory story) {
        String[] found = new String[1];
        rest.agent()
                .get()
                .uri("/promises/{id}", id(story))
                .exchange()
                .expectBody()
                .jsonPath("$.dueAt")
                .value(at -> found[0] = String.valueOf(at));
        return found[0];
    }

    private static UUID id(CaseStory story) {
        return Ids.of("rest-promise", story.caseId, "k");
    }
}
