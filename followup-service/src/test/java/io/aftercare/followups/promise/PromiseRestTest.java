package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseMerged;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.followups.PromiseWithdrawn;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.RevisionReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class PromiseRestTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    @Test
    void aPromiseIsMadeOnceWithItsKey() {
        CaseStory story = knownCase();
        String body = promise("OTHER", soon());
        UUID id = Ids.of("rest-promise", story.caseId, "k-1");

        make(story.caseId, "k-1", body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(id.toString())
                .jsonPath("$.state")
                .isEqualTo("OPEN")
                .jsonPath("$.ledger[0].what")
                .isEqualTo("MADE");
        make(story.caseId, "k-1", body).expectStatus().isOk();
        make(story.caseId, "k-1", promise("RESOLUTION", soon()))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("Idempotency-Key");
        quiet.await();

        assertThat(story.facts()).hasSize(1);
        PromiseMade made = story.awaitFact(PromiseMade.class);
        assertThat(made.getPromiseId()).isEqualTo(id);
        assertThat(made.getOwner()).isEqualTo("kari");
        assertThat(story.events().getFirst().getPersonId()).isEqualTo(story.person);
        rest.agent()
                .get()
                .uri("/cases/{id}/promises", story.caseId)
                .exchange()
                .expectBody()
                .jsonPath("$.promises.length()")
                .isEqualTo(1)
                .jsonPath("$.more")
                .isEqualTo(false);
    }

    @Test
    void theListOfACaseComesInPagesAndHasThoseThatMovedThere() {
        CaseStory story = knownCase();
        CaseStory merged = knownCase();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        String first = merged.promised("p", PromiseKind.OTHER, due).toString();
        quiet.await();
        clock.advance(Duration.ofSeconds(1));
        String second = story.promised("p", PromiseKind.OTHER, due).toString();
        String third = story.promised("q", PromiseKind.OTHER, due).toString();
        merged.tell(0, clock.instant(), new CaseMerged(story.caseId));
        quiet.await();

        JsonNode page = list("/cases/{id}/promises?limit=2", story.caseId);
        JsonNode next =
                list(
                        "/cases/{id}/promises?limit=2&cursor={cursor}",
                        story.caseId,
                        page.get("cursor").asString());
        assertThat(page.get("more").asBoolean()).isTrue();
        assertThat(next.get("more").asBoolean()).isFalse();
        assertThat(next.get("cursor").isNull()).isTrue();
        List<String> all = new ArrayList<>(ids(page.get("promises")));
        all.addAll(ids(next.get("promises")));
        assertThat(all.getFirst()).isEqualTo(first);
        assertThat(all).containsExactlyInAnyOrder(first, second, third);
        refused(
                rest.agent().get().uri("/cases/{id}/promises?cursor=x", story.caseId).exchange(),
                400,
                "cursor");
    }

    @Test
    void theCallsOfACaseComeInPages() {
        CaseStory story = knownCase();
        for (String key : List.of("1", "2", "3")) {
            rest.agent()
                    .post()
                    .uri("/cases/{id}/calls", story.caseId)
                    .header("Idempotency-Key", key)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body("{\"outcome\": \"NO_ANSWER\", \"by\": \"kari\"}")
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }

        JsonNode page = list("/cases/{id}/calls?limit=2", story.caseId);
        JsonNode next =
                list(
                        "/cases/{id}/calls?limit=2&cursor={cursor}",
                        story.caseId,
                        page.get("cursor").asString());
        List<String> all = new ArrayList<>(ids(page.get("calls")));
        assertThat(all).hasSize(2);
        all.addAll(ids(next.get("calls")));
        assertThat(all).doesNotHaveDuplicates().hasSize(3);
        assertThat(next.get("more").asBoolean()).isFalse();
    }

    private static List<String> ids(JsonNode rows) {
        List<String> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.get("id").asString()));
        return ids;
    }

    private JsonNode list(String uri, Object... of) {
        return JSON.readTree(
                rest.agent()
                        .get()
                        .uri(uri, of)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent());
    }

    @Test
    void isKeptWhenSomebodySaysSo() {
        CaseStory story = knownCase();
        UUID id = made(story, "OTHER");
        Instant made = clock.instant();
        Instant kept = made.plus(Duration.ofMinutes(2));

        refused(keptAt(id, kept.plusMillis(1)), 400, "occurredAt");
        refused(keptAt(id, made.minusMillis(1)), 400, "occurredAt");
        refused(keep(id, "{\"occurredAt\": \"0000-01-01T00:00:00Z\"}"), 400, "occurredAt");
        refused(keep(id, "{\"occurredAt\": \"-999999999-01-01T00:00:00Z\"}"), 400, "occurredAt");
        keptAt(id, kept).expectStatus().isOk().expectBody().jsonPath("$.state").isEqualTo("KEPT");
        keptAt(id, kept).expectStatus().isOk();
        quiet.await();

        assertThat(story.facts()).hasSize(2);
        assertThat(story.awaitFact(PromiseKept.class))
                .isEqualTo(new PromiseKept(id, 1, kept, false, false));

        keep(id, "{}").expectStatus().isOk();
        quiet.await();
        assertThat(story.facts())
                .as("it was kept earlier than somebody said")
                .hasSize(3)
                .last()
                .isEqualTo(new PromiseKept(id, 1, made, false, false));
    }

    @Test
    void aPromiseToResolveIsKeptByResolvingOnly() {
        CaseStory story = knownCase();

        keep(made(story, "RESOLUTION"), "{}").expectStatus().isEqualTo(409);
        story.resolved(1);

        assertThat(story.awaitFact(PromiseKept.class).getLate()).isFalse();
    }

    @Test
    void aNewDateIsGivenOnceWithItsKey() {
        CaseStory story = knownCase();
        UUID id = made(story, "OTHER");
        Instant due = soon().plus(Duration.ofHours(1));

        revise(id, "r-1", newDate(due, "WEATHER"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.revision")
                .isEqualTo(2)
                .jsonPath("$.revisions[1].change.reason")
                .isEqualTo("WEATHER")
                .jsonPath("$.revisions[1].change.by")
                .isNotEmpty();
        revise(id, "r-1", newDate(due, "WEATHER")).expectStatus().isOk();
        refused(revise(id, "r-1", newDate(due, "MORE_WORK")), 409, "Idempotency-Key");
        quiet.await();

        assertThat(story.facts()).hasSize(2);
        assertThat(story.awaitFact(PromiseRevised.class).getDue()).isEqualTo(due);
    }

    @Test
    void aNewDateNeedsAReasonAndLiesAheadAndItsPromiseIsNotOver() {
        UUID id = made(knownCase(), "OTHER");
        Instant due = soon().plus(Duration.ofHours(1));

        refused(revise(id, "a", "{\"dueAt\": \"" + due + "\"}"), 400, "reason");
        refused(revise(id, "b", newDate(due, "BORED")), 400, "reason");
        refused(revise(id, "c", newDate(clock.instant().minusMillis(1), "WEATHER")), 400, "dueAt");
        refused(revise(UUID.randomUUID(), "d", newDate(due, "WEATHER")), 404, "id");
        keep(id, "{}").expectStatus().isOk();
        revise(id, "e", newDate(due, "WEATHER"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.rule")
                .isEqualTo("must be OPEN, ATTEMPTED or BROKEN, and it is KEPT");
    }

    @Test
    void aNoteGoesToTheCustomerWithTheReasonAndOnNoTopicThatIsKept() {
        CaseStory story = knownCase();
        UUID id = made(story, "OTHER");
        Instant due = soon().plus(Duration.ofHours(1));

        revise(id, "r", noted(due, "Kapalnya terlambat \u2013 maaf"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.revisions[1].change.note")
                .isEqualTo("Kapalnya terlambat \u2013 maaf");
        revise(id, "r", noted(due, "Kapalnya terlambat \u2013 maaf")).expectStatus().isOk();
        refused(revise(id, "r", noted(due, "another")), 409, "Idempotency-Key");
        timers.due();
        quiet.await();

        assertThat(story.letters())
                .filteredOn(it -> it.getMessageKey().startsWith("PROMISE_REVISED:"))
                .singleElement()
                .extracting(it -> (Ask) it.getBody())
                .satisfies(ask -> assertThat(ask.getNote()).startsWith("Kapalnya"))
                .satisfies(
                        ask ->
                                assertThat(ask.getRevisionReason())
                                        .isEqualTo(RevisionReason.WEATHER));
        assertThat(story.events().toString()).contains("WEATHER").doesNotContain("Kapalnya");
    }

    @Test
    void aNoteIsOneLineThatShowsWhatItSays() {
        UUID id = made(knownCase(), "OTHER");
        Instant due = soon().plus(Duration.ofHours(1));

        for (String bad : List.of("", "  ", "a\\nb", "a\\u202Eb", "x".repeat(501))) {
            refused(revise(id, "bad", noted(due, bad)), 400, "note");
        }
        revise(id, "longest", noted(due, "x".repeat(500))).expectStatus().isCreated();
    }

    @Test
    void nothingIsKeptOfANoteForSomebodyWhoIsErased() {
        CaseStory story = knownCase();
        UUID id = made(story, "OTHER");
        Instant due = soon().plus(Duration.ofHours(1));
        revise(id, "r", noted(due, "about her")).expectStatus().isCreated();

        story.wantsToBeForgotten();
        quiet.await();

        rest.agent()
                .get()
                .uri("/promises/{id}", id)
                .exchange()
                .expectBody()
                .jsonPath("$.revisions[1].change.reason")
                .isEqualTo("WEATHER")
                .jsonPath("$.revisions[1].change.note")
                .value(note -> assertThat(note).isNull());
        refused(revise(id, "s", noted(due.plusSeconds(1), "about her")), 400, "note");
        revise(id, "s", newDate(due.plusSeconds(1), "WEATHER")).expectStatus().isCreated();
    }

    private static String noted(Instant due, String note) {
        return """
                {"dueAt": "%s", "reason": "WEATHER", "initiative": "US", "note": "%s"}"""
                .formatted(due, note);
    }

    @Test
    void isWithdrawnWithOrWithoutConsentAndSaysWhich() {
        CaseStory story = knownCase();
        UUID id = made(story, "OTHER");

        withdraw(id, "{}").expectStatus().isBadRequest();
        withdraw(id, "{\"consent\": false}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("WITHDRAWN")
                .jsonPath("$.withdrawnWithConsent")
                .isEqualTo(false);
        refused(withdraw(id, "{\"consent\": true}"), 409, "state");
        clock.advance(Duration.ofMillis(1));
        refused(keep(id, "{}"), 409, "state");

        assertThat(story.awaitFact(PromiseWithdrawn.class))
                .isEqualTo(new PromiseWithdrawn(id, 1, false));
    }

    private RestTestClient.ResponseSpec withdraw(UUID id, String body) {
        return rest.agent()
                .post()
                .uri("/promises/{id}/withdrawn", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private RestTestClient.ResponseSpec revise(UUID id, String key, String body) {
        return rest.agent()
                .post()
                .uri("/promises/{id}/revisions", id)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static String newDate(Instant due, String reason) {
        return "{\"dueAt\": \"%s\", \"reason\": \"%s\", \"initiative\": \"US\"}"
                .formatted(due, reason);
    }

    @Test
    void aPromiseRecordedAfterItsDueDateIsJudgedAtOnceAndForStaffOnly() {
        CaseStory story = knownCase();
        Instant yesterday = clock.instant().minus(Duration.ofDays(1));

        make(story.caseId, "k", promise("OTHER", yesterday))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.recordedLate")
                .isEqualTo(true);
        timers.due();
        story.awaitFact(PromiseBroken.class);
        timers.after(Duration.ofHours(2));
        quiet.await();

        assertThat(story.letters())
                .extracting(NotificationRequest::getRecipient)
                .containsExactly("staff:kari");
    }

    @Test
    void refusalsNameFieldAndRuleAndAreRecorded() {
        CaseStory story = knownCase();
        UUID unknown = UUID.randomUUID();
        Instant soon = soon();

        refused(make(story.caseId, "a", "{\"kind\": \"OTHER\"}"), 400, "dueDay");
        refused(make(story.caseId, "b", promise("LUNCH", soon)), 400, "kind");
        refused(
                make(story.caseId, "c", "{\"kind\": \"OTHER\", \"dueDay\": \"9999-12-31\"}"),
                400,
                "dueDay");
        refused(
                make(
                        story.caseId,
                        "d",
                        "{\"kind\": \"OTHER\", \"dueDay\": \"2030-01-01\", \"dueAt\": \""
                                + soon
                                + "\"}"),
                400,
                "dueAt");
        refused(
                make(story.caseId, "d", promise("OTHER", soon.plus(Duration.ofDays(9999)))),
                400,
                "dueAt");
        refused(make(unknown, "e", promise("OTHER", soon)), 404, "caseId");
        quiet.await();

        assertThat(story.facts()).isEmpty();
        String recorded =
                new String(
                        rest.operator()
                                .get()
                                .uri("/refusals?limit=6")
                                .exchange()
                                .expectStatus()
                                .isOk()
                                .expectBody()
                                .returnResult()
                                .getResponseBodyContent());
        assertThat(recorded).contains(unknown.toString(), story.caseId.toString(), "\"dueDay\"");
    }

    /** Who means the day writes the day: a minute is taken at its word. */
    @Test
    void theLastMinuteOfADayIsAMomentAndADayHasNoTime() {
        CaseStory story = knownCase();
        LocalDate day = LocalDate.ofInstant(clock.instant(), OSLO).plusDays(3);

        refused(make(story.caseId, "a", onDay(day + "T23:59")), 400, "dueDay");
        refused(make(story.caseId, "b", onDay(day + "T23:59:00Z")), 400, "dueDay");
        String local = "{\"kind\": \"OTHER\", \"dueAt\": \"%sT23:59\"}".formatted(day);
        refused(make(story.caseId, "c", local), 400, "dueAt");

        Instant minute = day.atTime(23, 59).atZone(OSLO).toInstant();
        make(story.caseId, "d", promise("OTHER", minute))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.dueDay")
                .isEmpty()
                .jsonPath("$.dueAt")
                .isEqualTo(minute.toString());
        make(story.caseId, "e", onDay(day.toString()))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.dueDay")
                .isEqualTo(day.toString())
                .jsonPath("$.dueAt")
                .isEqualTo(minute.plusSeconds(60).minusMillis(1).toString());

        // half a minute later the one is late, the other is not
        clock.set(minute.plusSeconds(30));
        keep(Ids.of("rest-promise", story.caseId, "d"), "{}")
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("KEPT_LATE");
        keep(Ids.of("rest-promise", story.caseId, "e"), "{}")
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("KEPT");
    }

    private static String onDay(String day) {
        return "{\"kind\": \"OTHER\", \"dueDay\": \"%s\"}".formatted(day);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        CaseStory story = knownCase();
        UUID id = made(story, "OTHER");

        make(
                        story.caseId,
                        "all",
                        """
                        {"kind": "LUNCH", "owner": "two words", "condition": {"days": 0}}""")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("kind")
                .jsonPath("$.errors[0].field")
                .isEqualTo("kind")
                .jsonPath("$.errors[1].field")
                .isEqualTo("condition.text")
                .jsonPath("$.errors[2].field")
                .isEqualTo("condition.days")
                .jsonPath("$.errors[3].field")
                .isEqualTo("owner")
                .jsonPath("$.errors.length()")
                .isEqualTo(4);
        revise(id, "all", "{\"toldAt\": \"2200-01-01T00:00:00Z\", \"note\": \"\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).startsWith("reason must be"))
                .jsonPath("$.errors[0].field")
                .isEqualTo("reason")
                .jsonPath("$.errors[1].field")
                .isEqualTo("initiative")
                .jsonPath("$.errors[2].field")
                .isEqualTo("dueDay")
                .jsonPath("$.errors[3].field")
                .isEqualTo("toldAt")
                .jsonPath("$.errors[4].field")
                .isEqualTo("note")
                .jsonPath("$.errors.length()")
                .isEqualTo(5);
    }

    @Test
    void aNewDateThatIsRefusedIsRecordedLikeARefusedPromise() {
        UUID id = made(knownCase(), "OTHER");
        Instant past = clock.instant().minusMillis(1);

        refused(revise(id, "a", newDate(past, "WEATHER")), 400, "dueAt");
        refused(revise(id, "b", newDate(soon(), "BORED")), 400, "reason");

        rest.operator()
                .get()
                .uri("/refusals?limit=2")
                .exchange()
                .expectBody()
                .jsonPath("$.refusals[*].promiseId")
                .isEqualTo(List.of(id.toString(), id.toString()))
                .jsonPath("$.refusals[*].field")
                .isEqualTo(List.of("reason", "dueAt"));
    }

    @Test
    void refusalsComeInPages() {
        UUID unknown = UUID.randomUUID();
        for (String key : List.of("a", "b", "c")) {
            refused(make(unknown, key, promise("OTHER", soon())), 404, "caseId");
        }

        rest.operator()
                .get()
                .uri("/refusals?limit=2")
                .exchange()
                .expectBody()
                .jsonPath("$.refusals.length()")
                .isEqualTo(2)
                .jsonPath("$.more")
                .isEqualTo(true);
        rest.operator()
                .get()
                .uri("/refusals?before=1")
                .exchange()
                .expectBody()
                .jsonPath("$.refusals.length()")
                .isEqualTo(0)
                .jsonPath("$.more")
                .isEqualTo(false);
        refused(rest.operator().get().uri("/refusals?limit=501").exchange(), 400, "limit");
    }

    @Test
    void anOwnerIsAnId() {
        CaseStory story = knownCase();
        for (String owner :
                List.of(
                        "",
                        "  ",
                        "a\\u0000b",
                        "a\\nb",
                        "Kari Nordmann",
                        "\u00C5se",
                        "x".repeat(101))) {
            refused(make(story.caseId, "o", ownedBy(owner)), 400, "owner");
        }
        make(story.caseId, "o", ownedBy("x".repeat(100))).expectStatus().isCreated();
    }

    @Test
    void aKeyThatTheSourceChoseTooIsAnotherPromise() {
        CaseStory story = knownCase();
        story.promised("1", PromiseKind.OTHER, soon());
        make(story.caseId, "1", promise("RESOLUTION", soon())).expectStatus().isCreated();
        quiet.await();

        assertThat(story.facts())
                .extracting(Object::getClass)
                .isEqualTo(List.of(PromiseMade.class, PromiseMade.class));
        story.promiseKept("1", clock.instant());
        assertThat(story.awaitFact(PromiseKept.class).getPromiseId())
                .isEqualTo(story.promiseId("1"));
    }

    @Test
    void whatCannotBeReadIsRefusedWithoutARecord() {
        CaseStory story = knownCase();

        refused(make(story.caseId, "a", "{\"dueDay\": \"soon\"}"), 400, "dueDay");
        refused(make(story.caseId, "a", "{\"whenever\": 1}"), 400, "whenever");
        refused(
                make(story.caseId, "x".repeat(101), promise("OTHER", soon())),
                400,
                "Idempotency-Key");
        rest.agent()
                .post()
                .uri("/cases/{id}/promises", story.caseId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(promise("OTHER", soon()))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        refused(keep(UUID.randomUUID(), "{}"), 404, "id");
        rest.agent()
                .get()
                .uri("/promises/{id}", UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound();
        rest.agent().get().uri("/promises/x").exchange().expectStatus().isBadRequest();
        refused(
                rest.agent().get().uri("/cases/{id}/promises", UUID.randomUUID()).exchange(),
                404,
                "caseId");
    }

    @Test
    void everybodyNeedsTheRightRole() {
        UUID id = UUID.randomUUID();
        rest.anybody().get().uri("/promises/{id}", id).exchange().expectStatus().isUnauthorized();
        rest.publisher().get().uri("/promises/{id}", id).exchange().expectStatus().isForbidden();
        rest.agent().get().uri("/refusals").exchange().expectStatus().isForbidden();
        rest.operator()
                .post()
                .uri("/promises/{id}/kept", id)
                .exchange()
                .expectStatus()
                .isForbidden();
        rest.lead().get().uri("/promises/{id}", id).exchange().expectStatus().isNotFound();
    }

    private UUID made(CaseStory story, String kind) {
        make(story.caseId, "k", promise(kind, soon())).expectStatus().isCreated();
        return Ids.of("rest-promise", story.caseId, "k");
    }

    private RestTestClient.ResponseSpec make(UUID caseId, String key, String body) {
        return rest.agent()
                .post()
                .uri("/cases/{id}/promises", caseId)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private RestTestClient.ResponseSpec keep(UUID id, String body) {
        return rest.agent()
                .post()
                .uri("/promises/{id}/kept", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private RestTestClient.ResponseSpec keptAt(UUID id, Instant at) {
        return keep(id, "{\"occurredAt\": \"" + at + "\"}");
    }

    private String ownedBy(String owner) {
        return "{\"kind\": \"OTHER\", \"dueAt\": \"%s\", \"owner\": \"%s\"}"
                .formatted(soon(), owner);
    }

    private static void refused(RestTestClient.ResponseSpec answer, int status, String field) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.rule")
                .value(String.class, rule -> assertThat(rule).startsWith("must "));
    }

    private static String promise(String kind, Instant due) {
        return "{\"kind\": \"%s\", \"dueAt\": \"%s\"}".formatted(kind, due);
    }

    private Instant soon() {
        return clock.instant().plus(Duration.ofHours(1));
    }

    private CaseStory knownCase() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        return story;
    }
}
