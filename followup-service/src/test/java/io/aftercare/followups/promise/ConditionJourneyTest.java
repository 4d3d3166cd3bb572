package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.followups.PromiseAtRisk;
import io.aftercare.events.followups.PromiseAwaiting;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseKind;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseReminded;
import io.aftercare.events.followups.PromiseWithdrawn;
import io.aftercare.followups.CaseStory;
import io.aftercare.followups.known.CompanySettings;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.Handling;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.TakeBack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ConditionJourneyTest {

    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration REMIND_AFTER = Duration.ofDays(3);
    private static final String TEXT = "Send us your IBAN, Ola Nordmann";

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private JdbcClient sql;
    @Autowired private CompanySettings company;

    @Test
    void waitsForTheCustomerRemindsThemOnceAndRunsFromWhenTheyDidTheirPart() {
        CaseStory story = knownCase();
        Instant made = clock.instant();
        UUID id = awaiting(story);
        assertThat(story.awaitFact(PromiseAwaiting.class))
                .isEqualTo(new PromiseAwaiting(id, PromiseKind.REFUND, "kari", 5, false));

        timers.at(made.plus(REMIND_AFTER).minus(MS));
        quiet.await();
        assertThat(story.letters()).isEmpty();
        Instant reminded = made.plus(REMIND_AFTER);
        timers.at(reminded);
        timers.at(reminded.plus(REMIND_AFTER));
        quiet.await();
        assertThat(story.letters())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.getMessageKey())
                                    .isEqualTo("PROMISE_AWAITING:" + id + ":0:0");
                            assertThat(letter.getRecipient()).isEqualTo("person:" + story.person);
                            assertThat(letter.getBody())
                                    .isEqualTo(
                                            new Ask(
                                                    Purpose.PROMISE_AWAITING,
                                                    reminded,
                                                    reminded.plus(Duration.ofHours(24)),
                                                    null,
                                                    "kari",
                                                    null,
                                                    story.reference(),
                                                    null,
                                                    Handling.NORMAL,
                                                    null,
                                                    null,
                                                    io.aftercare.requests.PromiseKind.REFUND));
                        });
        assertThat(story.facts()).filteredOn(PromiseReminded.class::isInstance).hasSize(1);

        Instant met = clock.instant();
        LocalDate day = LocalDate.ofInstant(met, company.zone()).plusDays(5);
        Instant due = new Due.Day(day).endsAt(company.zone());
        met(id, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("OPEN")
                .jsonPath("$.dueDay")
                .isEqualTo(day.toString())
                .jsonPath("$.condition.text")
                .isEqualTo(TEXT)
                .jsonPath("$.ledger[*].what")
                .value(what -> assertThat(what.toString()).contains("AWAITING_CUSTOMER"))
                .jsonPath("$.ledger[?(@.what == 'CONDITION_MET')]")
                .isNotEmpty();
        met(id, null).expectStatus().isOk();
        quiet.await();
        PromiseMade fact = story.awaitFact(PromiseMade.class);
        assertThat(fact.getDue()).isEqualTo(due);
        assertThat(fact.getConditionMetAt()).isEqualTo(met);
        assertThat(fact.getRealism()).isNotNull();
        assertThat(story.facts()).filteredOn(PromiseMade.class::isInstance).hasSize(1);
        assertThat(story.letters())
                .filteredOn(it -> it.getBody().equals(new TakeBack("MET")))
                .extracting(NotificationRequest::getMessageKey)
                .containsExactly("PROMISE_AWAITING:" + id + ":0:0");

        timers.at(due.minus(Duration.ofMinutes(1)));
        story.awaitFact(PromiseAtRisk.class);
        timers.at(due.plus(MS));
        assertThat(story.awaitFact(PromiseBroken.class)).isEqualTo(new PromiseBroken(id, 1, due));
    }

    @Test
    void nobodyIsRemindedOfWhatWasMetOrWithdrawnBefore() {
        CaseStory story = knownCase();
        Instant made = clock.instant();
        met(awaiting(story), made).expectStatus().isOk();
        CaseStory other = knownCase();
        UUID withdrawn = awaiting(other);
        withdraw(withdrawn).expectStatus().isOk();
        refused(met(withdrawn, null), 409, "state");

        timers.at(made.plus(REMIND_AFTER).plusSeconds(60));
        quiet.await();
        assertThat(other.letters()).isEmpty();
        assertThat(story.letters()).noneMatch(it -> it.getRecipient().startsWith("person:"));
        assertThat(other.awaitFact(PromiseWithdrawn.class))
                .isEqualTo(new PromiseWithdrawn(withdrawn, 0, false));
    }

    @Test
    void isMadeOnceWithItsKeyAndItsRulesAreNamed() {
        CaseStory story = knownCase();
        String good = body("{\"text\": \"" + TEXT + "\", \"days\": 5}");
        UUID id = Ids.of("rest-promise", story.caseId, "k");

        make(story, "k", good)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("AWAITING_CUSTOMER")
                .jsonPath("$.revision")
                .isEqualTo(0)
                .jsonPath("$.dueAt")
                .value(due -> assertThat(due).isNull());
        make(story, "k", good).expectStatus().isOk();
        met(id, null).expectStatus().isOk();
        make(story, "k", good).expectStatus().isOk();
        make(story, "k", body("{\"text\": \"" + TEXT + "\", \"days\": 6}"))
                .expectStatus()
                .isEqualTo(409);

        String text = "\"text\": \"x\", ";
        refused(make(story, "a", body("{\"days\": 5}")), 400, "condition.text");
        refused(
                make(story, "b", body("{\"text\": \"" + "x".repeat(201) + "\", \"days\": 5}")),
                400,
                "condition.text");
        for (String bad : List.of("a\\u0000b", "two\\nlines", "\\u202e", "\\ud800")) {
            refused(
                    make(
                            story,
                            "b" + bad.length(),
                            body("{\"text\": \"" + bad + "\", \"days\": 5}")),
                    400,
                    "condition.text");
        }
        refused(make(story, "c", body("{" + text + "\"days\": 0}")), 400, "condition.days");
        refused(make(story, "d", body("{" + text + "\"days\": 366}")), 400, "condition.days");
        refused(make(story, "e", body("{\"text\": \"x\"}")), 400, "condition.days");
        refused(
                make(story, "f", body("{" + text + "\"days\": 1, \"businessDays\": 1}")),
                400,
                "condition.businessDays");
        refused(
                make(
                        story,
                        "g",
                        "{\"kind\": \"REFUND\", \"dueDay\": \"2030-01-01\", \"condition\": {"
                                + text
                                + "\"days\": 1}}"),
                400,
                "condition");
        make(story, "h", body("{" + text + "\"businessDays\": 365}")).expectStatus().isCreated();
        refused(met(id, clock.instant().plus(Duration.ofMinutes(3))), 400, "occurredAt");
        CaseStory dated = knownCase();
        UUID open = dated.promised("p", io.aftercare.events.cases.PromiseKind.OTHER, later());
        dated.awaitFact(PromiseMade.class);
        refused(met(open, null), 409, "state");
    }

    @Test
    void aRefundThatComesBeforeTheCustomerDidTheirPartIsKept() {
        CaseStory story = knownCase();
        UUID id = awaiting(story);

        post(id, "kept", "{}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("KEPT");
        assertThat(story.awaitFact(PromiseKept.class).getRevision()).isZero();
        refused(post(id, "met", "{}"), 409, "state");
    }

    @Test
    void whatTheCustomerHasToDoIsOnNoTopicAndForgottenWithThem() {
        CaseStory story = knownCase();
        UUID id = awaiting(story);
        Instant made = clock.instant();
        timers.at(made.plus(REMIND_AFTER));
        story.awaitFact(PromiseReminded.class);
        quiet.await();
        assertThat(story.events())
                .map(FollowupEvent::toString)
                .noneMatch(it -> it.contains("IBAN"));
        assertThat(story.letters())
                .isNotEmpty()
                .map(NotificationRequest::toString)
                .noneMatch(it -> it.contains("IBAN"));

        story.wantsToBeForgotten();
        quiet.await();
        rest.agent()
                .get()
                .uri("/promises/{id}", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("AWAITING_CUSTOMER")
                .jsonPath("$.condition.text")
                .value(text -> assertThat(text).isNull())
                .jsonPath("$.condition.span.days")
                .isEqualTo(5);
        assertThat(
                        sql.sql("SELECT count(*) FROM promise WHERE id = :id AND condition IS NULL")
                                .param("id", id)
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
        refused(
                make(story, "again", body("{\"text\": \"" + TEXT + "\", \"days\": 5}")),
                400,
                "condition");
    }

    @Test
    void whoIsForgottenIsNotReminded() {
        CaseStory story = knownCase();
        Instant made = clock.instant();
        awaiting(story);
        story.wantsToBeForgotten();
        quiet.await();

        timers.at(made.plus(REMIND_AFTER));
        quiet.await();
        assertThat(story.letters()).isEmpty();
    }

    @Test
    void aCaseWithoutACustomerHasNobodyToWaitFor() {
        CaseStory story = new CaseStory(publishing, sent, clock);
        story.tell(
                null,
                0,
                clock.instant(),
                false,
                new io.aftercare.events.cases.CaseChanged(
                        io.aftercare.events.cases.CaseKind.FAULT,
                        null,
                        null,
                        io.aftercare.events.cases.Priority.NORMAL,
                        io.aftercare.events.cases.Handling.NORMAL));
        quiet.await();

        refused(
                make(story, "k", body("{\"text\": \"" + TEXT + "\", \"days\": 5}")),
                400,
                "condition");
    }

    @Test
    void isOnTheListOfWhatWaitsAndInNoShareUntilItHasADate() {
        String owner = "o-" + UUID.randomUUID();
        CaseStory story = new CaseStory(publishing, sent, clock).opened(owner, "t-" + owner);
        quiet.await();
        UUID id = awaiting(story);
        UUID other = awaiting(story, "second");
        quiet.await();

        assertThat(listed("owner=" + owner)).isEmpty();
        assertThat(listed("owner=" + owner + "&state=AWAITING_CUSTOMER"))
                .containsExactlyInAnyOrder(id, other);
        assertThat(
                        listed(
                                "owner="
                                        + owner
                                        + "&state=AWAITING_CUSTOMER&dueAfter=2020-01-01T00:00:00Z"))
                .isEmpty();
        figures()
                .jsonPath(line(owner, "made"))
                .isEqualTo(0)
                .jsonPath(line(owner, "awaitingCustomer"))
                .isEqualTo(2)
                .jsonPath(line(owner, "standing.open"))
                .isEqualTo(0);

        met(id, null).expectStatus().isOk();
        withdraw(other).expectStatus().isOk();
        quiet.await();
        assertThat(listed("owner=" + owner)).containsExactly(id);
        assertThat(listed("owner=" + owner + "&state=WITHDRAWN")).containsExactly(other);
        figures()
                .jsonPath(line(owner, "made"))
                .isEqualTo(1)
                .jsonPath(line(owner, "awaitingCustomer"))
                .isEqualTo(0)
                .jsonPath(line(owner, "standing.open"))
                .isEqualTo(1);
    }

    private List<UUID> listed(String query) {
        // one on each page, so that what has no date is found behind a cursor, too
        List<UUID> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    JsonMapper.shared()
                            .readTree(
                                    rest.agent()
                                            .get()
                                            .uri("/promises?limit=1&" + query + cursor)
                                            .exchange()
                                            .expectStatus()
                                            .isOk()
                                            .expectBody()
                                            .returnResult()
                                            .getResponseBodyContent());
            page.get("promises").forEach(it -> all.add(UUID.fromString(it.get("id").asString())));
            cursor = page.get("more").asBoolean() ? "&cursor=" + page.get("cursor").asString() : "";
        } while (!cursor.isEmpty());
        return all;
    }

    private RestTestClient.BodyContentSpec figures() {
        return rest.lead()
                .get()
                .uri("/figures/promises?by=owner&limit=500")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private static String line(String owner, String field) {
        return "$.figures[?(@.value == '%s')].%s".formatted(owner, field);
    }

    private CaseStory knownCase() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        return story;
    }

    private Instant later() {
        return clock.instant().plus(Duration.ofDays(9));
    }

    private UUID awaiting(CaseStory story) {
        return awaiting(story, "awaiting");
    }

    private UUID awaiting(CaseStory story, String key) {
        make(story, key, body("{\"text\": \"" + TEXT + "\", \"days\": 5}"))
                .expectStatus()
                .isCreated();
        return Ids.of("rest-promise", story.caseId, key);
    }

    private static String body(String condition) {
        return "{\"kind\": \"REFUND\", \"condition\": " + condition + "}";
    }

    private RestTestClient.ResponseSpec make(CaseStory story, String key, String body) {
        return rest.agent()
                .post()
                .uri("/cases/{id}/promises", story.caseId)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private RestTestClient.ResponseSpec met(UUID id, @Nullable Instant at) {
        return post(id, "met", at == null ? "{}" : "{\"occurredAt\": \"" + at + "\"}");
    }

    private RestTestClient.ResponseSpec withdraw(UUID id) {
        return post(id, "withdrawn", "{\"consent\": false}");
    }

    private RestTestClient.ResponseSpec post(UUID id, String what, String body) {
        return rest.agent()
                .post()
                .uri("/promises/{id}/" + what, id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static void refused(RestTestClient.ResponseSpec response, int status, String field) {
        response.expectStatus().isEqualTo(status).expectBody().jsonPath("$.field").isEqualTo(field);
    }
}
