package io.aftercare.followups.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.ContactAsked;
import io.aftercare.events.followups.ContactPlanned;
import io.aftercare.events.followups.ContactWithdrawn;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.messaging.test.WebBrowser;
import io.aftercare.messaging.web.SignedLinks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class ContactPageTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private SignedLinks links;
    @Autowired private Rest rest;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void asksWithTwoButtons() throws Exception {
        HttpResponse<String> page = get(path(askedCase()));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<html lang=\"en\"")
                .contains("Yes, it is solved")
                .contains("No, not solved")
                .doesNotContain("<script");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    }

    @Test
    void tellsBrowsersToKeepItToThemselves() throws Exception {
        HttpResponse<String> page = get(path(askedCase()));

        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).startsWith("default-src 'none'").contains("frame-ancestors 'none'");
        String nonce = policy.replaceAll(".*'nonce-([^']+)'.*", "$1");
        assertThat(page.body()).contains("<style nonce=\"" + nonce + "\">");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void lookingChangesNothing() throws Exception {
        CaseStory story = askedCase();
        for (String answer : List.of("", "?answer=SOLVED", "?answer=NOT_SOLVED")) {
            send(HttpRequest.newBuilder(uri(path(story) + answer)).HEAD());
            assertThat(get(path(story) + answer).body()).contains("No, not solved");
        }
        quiet.await();

        assertThat(answers(story)).isEmpty();
    }

    @Test
    void notSolvedIsConfirmedInPlainWordsAndCountsOnce() throws Exception {
        CaseStory story = askedCase();

        HttpResponse<String> pressed = press(path(story), "NOT_SOLVED");
        assertThat(pressed.statusCode()).isEqualTo(303);
        press(path(story), "NOT_SOLVED");
        String location = pressed.headers().firstValue("Location").orElseThrow();
        assertThat(get(location).body()).contains("Thank you for telling us.");
        quiet.await();
        assertThat(answers(story)).containsExactly(new ContactAnswered(Answer.NOT_SOLVED, false));

        story.reopened(1); // as case-service does then
        quiet.await();
        assertThat(story.facts()).noneMatch(ContactWithdrawn.class::isInstance);
        assertThat(get(path(story)).body()).contains("Thank you for telling us.");
    }

    @Test
    void solvedMayBecomeNotSolved() throws Exception {
        CaseStory story = askedCase();

        press(path(story), "SOLVED");
        assertThat(get(path(story)).body()).contains("It is not solved after all");
        press(path(story), "NOT_SOLVED");
        quiet.await();

        assertThat(answers(story))
                .containsExactly(
                        new ContactAnswered(Answer.SOLVED, false),
                        new ContactAnswered(Answer.NOT_SOLVED, false));
    }

    @Test
    void anAnswerAfterTheCycleHasEndedIsKeptAsFeedback() throws Exception {
        CaseStory story = askedCase();
        story.reopened(1);
        story.awaitFact(ContactWithdrawn.class);
        assertThat(get(path(story)).body()).contains("already working on it again");

        press(path(story), "NOT_SOLVED");
        quiet.await();

        assertThat(answers(story)).containsExactly(new ContactAnswered(Answer.NOT_SOLVED, true));
        assertThat(get(path(story)).body()).contains("we noted your answer");
    }

    @Test
    void anythingButAnAnswerChangesNothing() throws Exception {
        CaseStory story = askedCase();

        assertThat(press(path(story), "MAYBE").statusCode()).isEqualTo(400);
        assertThat(press(path(story), "").statusCode()).isEqualTo(400);
        assertThat(press(path(story), "x".repeat(1_000_000)).statusCode()).isEqualTo(413);
        quiet.await();

        assertThat(answers(story)).isEmpty();
    }

    @Test
    void badLinksAllGetTheSamePage() throws Exception {
        String good = path(askedCase());
        UUID unknown = UUID.randomUUID();
        String mac = good.substring(good.lastIndexOf('/') + 1);
        List<String> bad =
                List.of(
                        links.path("contact", unknown, 1),
                        "/s/" + unknown + "/" + mac,
                        good.substring(0, good.length() - 1),
                        good.substring(0, good.lastIndexOf('/') + 1),
                        good.substring(0, good.lastIndexOf('/')),
                        "/s/",
                        "/s/x/y",
                        good + "/more",
                        links.path("survey", UUID.fromString(good.split("/")[2]), 1),
                        links.path("contact", UUID.fromString(good.split("/")[2]), 2));

        List<String> pages = new ArrayList<>();
        for (String path : bad) {
            for (HttpResponse<String> answer : List.of(get(path), press(path, "NOT_SOLVED"))) {
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                pages.add(answer.body().replaceAll("nonce=\"[^\"]+\"", ""));
            }
        }
        assertThat(pages).containsOnly(pages.getFirst());
    }

    @Test
    void thePageOfAForgottenPersonIsGone() throws Exception {
        CaseStory story = askedCase();
        story.wantsToBeForgotten();
        quiet.await();
        timers.due();
        story.awaitFact(ContactWithdrawn.class);

        assertThat(get(path(story)).statusCode()).isEqualTo(404);
        assertThat(press(path(story), "SOLVED").statusCode()).isEqualTo(404);
        quiet.await();
        assertThat(answers(story)).isEmpty();
    }

    @Test
    void isPressedInARealBrowser() {
        CaseStory story = askedCase();
        try (WebBrowser browser = WebBrowser.open()) {
            Page page = browser.page(rest.address() + path(story), 360);
            browser.picture(page, "question");

            page.getByText("Yes, it is solved").click();
            assertThat(page.locator("h1").textContent()).startsWith("Thank you.");
            browser.picture(page, "solved");
            page.getByText("It is not solved after all").click();
            assertThat(page.locator("h1").textContent()).isEqualTo("Thank you for telling us.");
            browser.picture(page, "not-solved");

            assertThat(browser.complaints()).isEmpty();
        }
        quiet.await();
        assertThat(answers(story))
                .containsExactly(
                        new ContactAnswered(Answer.SOLVED, false),
                        new ContactAnswered(Answer.NOT_SOLVED, false));
    }

    private static List<Object> answers(CaseStory story) {
        return story.facts().stream().filter(ContactAnswered.class::isInstance).toList();
    }

    private String path(CaseStory story) {
        return links.path("contact", Ids.of("contact", story.caseId, 1), 1);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private HttpResponse<String> press(String path, String answer) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("answer=" + answer)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(rest.address() + path);
    }

    private CaseStory askedCase() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        story.resolved(1);
        story.awaitFact(ContactPlanned.class);
        timers.after(Duration.ofHours(2));
        story.awaitFact(ContactAsked.class);
        return story;
    }
}
