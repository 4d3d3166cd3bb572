package io.aftercare.followups.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Handling;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.followups.CaseStory;
import io.aftercare.followups.known.CompanySettings;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ListRestTest {

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    private final String owner = "o-" + UUID.randomUUID();
    private final String team = "t-" + UUID.randomUUID();

    @Test
    void pagesShowEachPromiseOnceInOrderWhateverTheirSize() {
        CaseStory story = opened();
        Instant now = clock.instant();
        List<String> byDue = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // some are due at the same time
            Instant due = now.plus(Duration.ofHours(1 + i / 2));
            byDue.add(story.promised("p" + i, PromiseKind.OTHER, due).toString());
            clock.advance(Duration.ofSeconds(1));
        }
        quiet.await();

        assertThat(all("owner=" + owner + "&limit=2")).containsExactlyInAnyOrderElementsOf(byDue);
        assertThat(all("owner=" + owner + "&limit=2"))
                .isEqualTo(all("owner=" + owner + "&limit=100"));
        assertThat(all("team=" + team + "&limit=3&sort=made"))
                .containsExactlyElementsOf(byDue.reversed());
    }

    @Test
    void filtersByStateAndDueWithTheEdgesThatItSays() {
        CaseStory story = opened();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        String kept = story.promised("kept", PromiseKind.OTHER, due).toString();
        String open = story.promised("open", PromiseKind.OTHER, due).toString();
        quiet.await();
        story.promiseKept("kept", clock.instant());
        story.awaitFact(PromiseKept.class);

        assertThat(all("owner=" + owner)).containsExactly(open);
        assertThat(all("owner=" + owner + "&state=KEPT")).containsExactly(kept);
        assertThat(all("owner=" + owner + "&state=BROKEN")).isEmpty();
        assertThat(all("owner=" + owner + "&dueAfter=" + due)).containsExactly(open);
        assertThat(all("owner=" + owner + "&dueAfter=" + due.plusMillis(1))).isEmpty();
        assertThat(all("owner=" + owner + "&dueBefore=" + due)).isEmpty();
        assertThat(all("owner=" + owner + "&dueBefore=" + due.plusMillis(1))).containsExactly(open);
    }

    @Test
    void aPromiseIsOnTheListOfWhoAnswersForItsCaseNowUnlessItHasAnOwnerOfItsOwn() {
        CaseStory story = opened();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        String ofCase = story.promised("case", PromiseKind.OTHER, due).toString();
        UUID own = story.promiseId("own");
        story.tell(
                0,
                clock.instant(),
                new CasePromised(own, PromiseKind.OTHER, new DueInstant(due), owner));
        String heir = "heir-" + owner;
        story.tell(0, clock.instant(), new CaseAssigned(heir, team + "2"));
        quiet.await();

        assertThat(all("owner=" + heir)).containsExactly(ofCase);
        assertThat(all("owner=" + owner)).containsExactly(own.toString());
        assertThat(all("team=" + team + "2")).contains(ofCase, own.toString());

        story.tell(0, clock.instant(), new CaseAssigned(null, null));
        quiet.await();
        assertThat(ids("/promises/unowned?limit=500")).contains(ofCase);
        assertThat(ids("/promises/unowned?limit=500")).doesNotContain(own.toString());
    }

    @Test
    void theMorningHoldsWhatIsOverdueDueTodayAndDueUntilTheEndOfTheNextWorkingDay() {
        CaseStory story = opened();
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, OSLO);
        Instant tomorrow = today.plusDays(1).atStartOfDay(OSLO).toInstant();
        Instant closing =
                new CompanySettings("NO", OSLO, "Mon-Fri 09:00-17:00")
                        .hours()
                        .endOfBusinessDay(now, 1);
        Instant dayAfter =
                LocalDate.ofInstant(closing, OSLO).plusDays(1).atStartOfDay(OSLO).toInstant();
        String overdue = promised(story, now.minusMillis(1));
        String dueNow = promised(story, now);
        String dueTonight = promised(story, tomorrow.minusMillis(1));
        String next = promised(story, tomorrow);
        String last = promised(story, dayAfter.minusMillis(1));
        promised(story, dayAfter);
        quiet.await();

        JsonNode morning = get("/owners/" + owner + "/morning");
        assertThat(ids(morning.get("overdue"))).containsExactly(overdue);
        assertThat(ids(morning.get("dueToday"))).containsExactly(dueNow, dueTonight);
        assertThat(ids(morning.get("toBeWarned"))).containsExactly(next, last);
    }

    private static String promised(CaseStory story, Instant due) {
        return story.promised(due.toString(), PromiseKind.OTHER, due).toString();
    }

    @Test
    void refusesWhatItCannotRead() {
        refused("cursor=x", "cursor");
        refused(
                "cursor=" + cursor("DUE|+1000000000-12-31T23:59:59Z|" + UUID.randomUUID()),
                "cursor");
        refused("cursor=" + cursor("MADE|2026-01-01T00:00:00Z|" + UUID.randomUUID()), "cursor");
        refused("cursor=" + cursor("DUE|2026-01-01T00:00:00Z|1-1"), "cursor");
        refused("state=LOST", "state");
        refused("sort=name", "sort");
        refused("limit=501", "limit");
        refused("limit=0", "limit");
        refused("owner=", "owner");
        refused("team=a%20b", "team");
        refused("dueAfter=%2B1000000000-12-31T23:59:59Z", "dueAfter");
        refused("dueBefore=0001-01-01T00:00:00Z", "dueBefore");
        rest.publisher().get().uri("/promises").exchange().expectStatus().isForbidden();
        rest.anybody().get().uri("/promises/unowned").exchange().expectStatus().isUnauthorized();
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(String query, String field) {
        rest.agent()
                .get()
                .uri(URI.create(rest.address() + "/promises?" + query))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    /** The promises of all pages. */
    private List<String> all(String query) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = get("/promises?" + query + (cursor == null ? "" : "&cursor=" + cursor));
            all.addAll(ids(page));
            JsonNode next = page.get("cursor");
            assertThat(next.isNull()).isEqualTo(!page.get("more").asBoolean());
            cursor = next.isNull() ? null : next.asString();
        } while (cursor != null);
        return all;
    }

    private List<String> ids(String path) {
        return ids(get(path));
    }

    private static List<String> ids(@Nullable JsonNode page) {
        List<String> ids = new ArrayList<>();
        Objects.requireNonNull(page)
                .get("promises")
                .forEach(promise -> ids.add(promise.get("id").asString()));
        return ids;
    }

    private JsonNode get(String path) {
        RestTestClient.ResponseSpec answer = rest.agent().get().uri(path).exchange();
        return JSON.readTree(
                answer.expectStatus().isOk().expectBody().returnResult().getResponseBodyContent());
    }

    private CaseStory opened() {
        CaseStory story = new CaseStory(publishing, sent, clock);
        story.tell(
                0,
                clock.instant(),
                new CaseOpened(
                        "crm",
                        "x",
                        CaseKind.FAULT,
                        null,
                        null,
                        Priority.NORMAL,
                        owner,
                        team,
                        null,
                        Handling.NORMAL,
                        false));
        return story;
    }
}
