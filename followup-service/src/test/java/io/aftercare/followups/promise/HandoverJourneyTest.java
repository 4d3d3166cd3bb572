package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseAtRisk;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseHandedOver;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.TakeBack;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class HandoverJourneyTest {

    private static final Duration MS = Duration.ofMillis(1);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    private final String leaver = "leaver-" + UUID.randomUUID();
    private final String lisa = "lisa-" + UUID.randomUUID();
    private final String ola = "ola-" + UUID.randomUUID();

    @Test
    void promisesGoToAnHeirByTeamAndNobodyLeavesBefore() {
        Instant due = clock.instant().plus(Duration.ofDays(3));
        CaseStory north = aCase("north");
        UUID ofNorth = promised(north, due);
        CaseStory south = aCase("south");
        UUID ofSouth = promised(south, due);
        quiet.await();
        end().expectStatus().isNotFound();

        handOver("{\"byTeam\": {\"north\": \"" + lisa + "\"}, \"by\": \"lead1\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.moved")
                .isEqualTo(1)
                .jsonPath("$.remaining")
                .isEqualTo(1)
                .jsonPath("$.unowned[0].team")
                .isEqualTo("south");
        end().expectStatus().isEqualTo(409).expectBody().jsonPath("$.field").isEqualTo("remaining");
        handOver("{\"to\": \"" + ola + "\", \"by\": \"lead1\"}").expectStatus().isOk();
        handOver("{\"to\": \"" + ola + "\", \"by\": \"lead1\"}")
                .expectBody()
                .jsonPath("$.moved")
                .isEqualTo(2)
                .jsonPath("$.remaining")
                .isEqualTo(0);
        end().expectStatus().isOk().expectBody().jsonPath("$.endedAt").isNotEmpty();

        assertThat(north.awaitFact(PromiseHandedOver.class))
                .isEqualTo(new PromiseHandedOver(ofNorth, 1, leaver, lisa));
        assertThat(south.awaitFact(PromiseHandedOver.class))
                .isEqualTo(new PromiseHandedOver(ofSouth, 1, leaver, ola));
        quiet.await();
        assertThat(south.facts()).filteredOn(PromiseHandedOver.class::isInstance).hasSize(1);
        rest.agent()
                .get()
                .uri("/promises?owner=" + lisa)
                .exchange()
                .expectBody()
                .jsonPath("$.promises[0].id")
                .isEqualTo(ofNorth.toString());
        timers.at(due.plus(MS));
        north.awaitFact(PromiseBroken.class);
        quiet.await();
        assertThat(north.letters())
                .noneMatch(it -> it.getRecipient().equals("staff:" + leaver))
                .anyMatch(it -> it.getRecipient().equals("staff:" + lisa));
    }

    @Test
    void theHeirHearsOfWhatTheOneBeforeWasWarnedOfAndWhatIsUnsentIsTakenBack() {
        Instant due = clock.instant().plus(Duration.ofMinutes(100));
        CaseStory story = aCase("north");
        UUID id = promised(story, due);
        story.awaitFact(PromiseMade.class);
        timers.due();
        timers.at(due.minus(Duration.ofMinutes(1)));
        story.awaitFact(PromiseAtRisk.class);

        handOver("{\"to\": \"" + lisa + "\", \"by\": \"lead1\"}").expectStatus().isOk();
        quiet.await();
        assertThat(story.letters())
                .anyMatch(
                        it ->
                                it.getBody().equals(new TakeBack("HANDED_OVER"))
                                        && it.getRecipient().equals("staff:" + leaver));
        assertThat(story.letters())
                .filteredOn(it -> it.getBody() instanceof Ask)
                .anyMatch(
                        it ->
                                it.getMessageKey().equals("PROMISE_AT_RISK:" + id + ":1:5")
                                        && it.getRecipient().equals("staff:" + lisa));

        timers.at(due.plus(MS));
        story.awaitFact(PromiseBroken.class);
        handOver(lisa, "{\"to\": \"" + ola + "\", \"by\": \"lead1\"}").expectStatus().isOk();
        quiet.await();
        assertThat(story.letters())
                .anyMatch(
                        it ->
                                it.getMessageKey().equals("PROMISE_BROKEN_STAFF:" + id + ":1:6")
                                        && it.getRecipient().equals("staff:" + ola));
    }

    @Test
    void whoIsStillToBeAskedIsAskedInTheHeirsName() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened("kari", "north");
        Instant now = clock.instant();
        story.livesIn(1, "Europe/Oslo");
        story.tell(
                1,
                now,
                new io.aftercare.events.cases.CaseResolved(
                        io.aftercare.events.cases.Outcome.SOLVED,
                        io.aftercare.events.cases.Remedy.NONE,
                        io.aftercare.events.cases.CaseKind.FAULT,
                        null,
                        null,
                        io.aftercare.events.cases.Priority.NORMAL,
                        leaver,
                        "north",
                        io.aftercare.events.cases.Handling.NORMAL,
                        false,
                        "crm"));
        quiet.await();
        handOver("{\"byTeam\": {\"elsewhere\": \"" + ola + "\"}, \"by\": \"lead1\"}")
                .expectBody()
                .jsonPath("$.unowned[0].asks")
                .isEqualTo(1);
        end().expectStatus().isEqualTo(409);
        handOver("{\"to\": \"" + lisa + "\", \"by\": \"lead1\"}").expectStatus().isOk();
        end().expectStatus().isOk();
        rest.lead()
                .post()
                .uri("/staff/{id}/handover", ola)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"to\": \"" + leaver + "\", \"by\": \"lead1\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(400);

        timers.at(now.plus(Duration.ofHours(2)));
        quiet.await();
        assertThat(story.letters())
                .filteredOn(it -> it.getMessageKey().startsWith("SOLVED_CHECK"))
                .singleElement()
                .satisfies(it -> assertThat(((Ask) it.getBody()).getOwner()).isEqualTo(lisa));
    }

    @Test
    void aPromiseThatIsOverWhenItIsHeardOfCallsNobodyBack() {
        CaseStory story = aCase("north");
        Instant made = clock.instant();
        handOver("{\"to\": \"" + lisa + "\", \"by\": \"lead1\"}").expectStatus().isOk();
        end().expectStatus().isOk();
        story.promiseKept("p", made);
        quiet.await();
        promised(story, made.plus(Duration.ofDays(3)));
        story.awaitFact(PromiseKept.class);
        standing().jsonPath("$.endedAt").isNotEmpty();

        CaseStory open = aCase("north");
        promised(open, made.plus(Duration.ofDays(3)));
        open.awaitFact(PromiseMade.class);
        standing().jsonPath("$.endedAt").isEmpty();
    }

    private RestTestClient.BodyContentSpec standing() {
        return rest.lead().get().uri("/staff/{id}/handover", leaver).exchange().expectBody();
    }

    @Test
    void needsAnotherPersonAndALead() {
        handOver("{\"to\": \"" + leaver + "\", \"by\": \"lead1\"}").expectStatus().isEqualTo(400);
        handOver("{\"by\": \"lead1\"}").expectStatus().isEqualTo(400);
        handOver("{\"to\": \"" + lisa + "\"}").expectStatus().isEqualTo(400);
        handOver("{\"byTeam\": {\"\": \"" + lisa + "\"}, \"by\": \"lead1\"}")
                .expectStatus()
                .isEqualTo(400);
        rest.agent()
                .post()
                .uri("/staff/{id}/handover", leaver)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"to\": \"lisa\", \"by\": \"a\"}")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private CaseStory aCase(String team) {
        return new CaseStory(publishing, sent, clock).opened("kari", team);
    }

    private UUID promised(CaseStory story, Instant due) {
        UUID id = story.promiseId("p");
        story.tell(
                0,
                clock.instant(),
                new CasePromised(id, PromiseKind.OTHER, new DueInstant(due), leaver));
        return id;
    }

    private RestTestClient.ResponseSpec handOver(String body) {
        return handOver(leaver, body);
    }

    private RestTestClient.ResponseSpec handOver(String staffId, String body) {
        return rest.lead()
                .post()
                .uri("/staff/{id}/handover", staffId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private RestTestClient.ResponseSpec end() {
        return rest.lead().post().uri("/staff/{id}/handover/end", leaver).exchange();
    }
}
