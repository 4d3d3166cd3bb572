package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.aftercare.events.surveys.SurveyAnswered;
import io.aftercare.events.surveys.SurveyAsked;
import io.aftercare.events.surveys.SurveyPlanned;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.messaging.test.WebBrowser;
import io.aftercare.messaging.web.SignedLinks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class SurveyPageTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Surveys surveys;
    @Autowired private SignedLinks links;
    @Autowired private Rest rest;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void showsTheQuestionAndItsFiveAnswers() throws Exception {
        HttpResponse<String> page = get(link(anAskedStory()));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<html lang=\"en\"", "<fieldset", "<legend", "Very satisfied")
                .contains("value=\"1\"", "value=\"5\"")
                .doesNotContain("checked", " th:", "<script");
    }

    @Test
    void tellsBrowsersToKeepItToThemselves() throws Exception {
        HttpResponse<String> page = get(link(anAskedStory()));

        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none';")
                .contains("frame-ancestors 'none'")
                .containsPattern("style-src 'nonce-[A-Za-z0-9+/=]{24}'");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void changesNothingByBeingLookedAt() throws Exception {
        Story story = anAskedStory();
        get(link(story));
        send(request(link(story)).method("HEAD", BodyPublishers.noBody()));
        quiet.await();

        assertThat(answers(story)).isEmpty();
        assertThat(story.facts()).hasSize(2);
    }

    @Test
    void takesAnAnswerAndShowsIt() throws Exception {
        Story story = anAskedStory();

        HttpResponse<String> answered = post(link(story), "satisfaction=4");
        assertThat(answered.statusCode()).isEqualTo(303);
        String location = answered.headers().firstValue("Location").orElseThrow();
        assertThat(get(URI.create(rest.address()).resolve(location).getPath()).body())
                .contains("Thank you", "checked");

        assertThat(story.awaitFact(SurveyAnswered.class))
                .isEqualTo(new SurveyAnswered(4, 1, false));
    }

    @Test
    void takesACorrectionButTheSameAnswerOnlyOnce() throws Exception {
        Story story = anAskedStory();
        post(link(story), "satisfaction=2");
        post(link(story), "satisfaction=2");
        post(link(story), "satisfaction=5");
        quiet.await();

        assertThat(answers(story))
                .extracting(Survey.Answer::version, Survey.Answer::satisfaction)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 2),
                        org.assertj.core.groups.Tuple.tuple(2, 5));
        assertThat(story.facts())
                .endsWith(new SurveyAnswered(2, 1, false), new SurveyAnswered(5, 2, false));
    }

    @Test
    void keepsOneRowPerVersionWhenManyAnswerAtOnce() {
        Story story = anAskedStory();
        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 20)
                        .mapToObj(i -> form(link(story), "satisfaction=" + (1 + i % 2 * 4)))
                        .map(request -> http.sendAsync(request.build(), BodyHandlers.ofString()))
                        .toList();
        assertThat(answers).allMatch(answer -> answer.join().statusCode() == 303);
        quiet.await();

        List<Survey.Answer> kept = answers(story);
        assertThat(kept).hasSizeBetween(2, 20);
        assertThat(kept)
                .extracting(Survey.Answer::version)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, kept.size()).boxed().toList());
        assertThat(story.facts()).hasSize(2 + kept.size());
    }

    @Test
    void keepsOneRowWhenTheSameAnswerIsSentManyTimesAtOnce() {
        Story story = anAskedStory();
        IntStream.range(0, 20)
                .mapToObj(_ -> form(link(story), "satisfaction=3"))
                .map(request -> http.sendAsync(request.build(), BodyHandlers.ofString()))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(answers(story)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "satisfaction=",
                "satisfaction=0",
                "satisfaction=6",
                "satisfaction=3.5",
                "satisfaction=%D9%A3",
                "satisfaction=1&satisfaction=5",
                "other=3"
            })
    void asksAgainAfterWhatIsNoAnswer(String form) throws Exception {
        Story story = anAskedStory();

        HttpResponse<String> page = post(link(story), form);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("role=\"alert\"", "please choose one of the five answers");
        assertThat(answers(story)).isEmpty();
    }

    @Test
    void showsTheSamePageForEveryBadLink() throws Exception {
        Story story = anAskedStory();
        String good = link(story);
        String ofAnother = link(anAskedStory());
        String mac = good.substring(good.lastIndexOf('/') + 1);
        List<String> bad =
                List.of(
                        good.substring(0, good.length() - 1),
                        good.substring(0, good.length() - 1) + (good.endsWith("A") ? "B" : "A"),
                        good + "A",
                        good + "/",
                        good.substring(0, good.lastIndexOf('/')),
                        good.substring(0, good.lastIndexOf('/') + 1),
                        "/s/",
                        "/s/not-an-id/" + mac,
                        "/s/" + UUID.randomUUID() + "/" + mac,
                        "/s/" + story.surveyId(1) + ofAnother.substring(ofAnother.lastIndexOf('/')),
                        links.path("contact", story.surveyId(1), 1),
                        links.path("survey", story.surveyId(1), 2));

        for (String link : bad) {
            for (HttpResponse<String> page : List.of(get(link), post(link, "satisfaction=1"))) {
                assertThat(page.statusCode()).as(link).isEqualTo(404);
                assertThat(page.body()).as(link).contains("This page does not exist");
            }
        }
        assertThat(answers(story)).isEmpty();
    }

    @Test
    void doesNotOpenBeforeItIsAsked() throws Exception {
        Story story = story();
        story.resolved(1);
        story.awaitFact(SurveyPlanned.class);

        assertThat(get(link(story)).statusCode()).isEqualTo(404);
    }

    @Test
    void isClosedWhenTheLinkHasExpired() throws Exception {
        Story story = anAskedStory();
        clock.advance(Duration.ofDays(14).minusMillis(1));
        assertThat(get(link(story)).statusCode()).isEqualTo(200);

        clock.advance(Duration.ofMillis(1));
        for (HttpResponse<String> page :
                List.of(get(link(story)), post(link(story), "satisfaction=1"))) {
            assertThat(page.statusCode()).isEqualTo(410);
            assertThat(page.body()).contains("This survey is closed");
        }
        assertThat(answers(story)).isEmpty();
    }

    @Test
    void takesALateAnswerAsFeedback() throws Exception {
        Story story = anAskedStory();
        story.reopened(1);
        quiet.await();
        post(link(story), "satisfaction=1");

        assertThat(story.awaitFact(SurveyAnswered.class)).isEqualTo(new SurveyAnswered(1, 1, true));
    }

    @Test
    void isGoneForAnErasedPerson() throws Exception {
        Story story = anAskedStory();
        story.wantsToBeForgotten();
        quiet.await();
        timers.due();

        assertThat(get(link(story)).statusCode()).isEqualTo(404);
        assertThat(post(link(story), "satisfaction=1").statusCode()).isEqualTo(404);
        assertThat(answers(story)).isEmpty();
    }

    @Test
    void isAnsweredInARealBrowser() {
        Story story = anAskedStory();
        try (WebBrowser browser = WebBrowser.open()) {
            Page page = browser.page(rest.address() + link(story), 360);
            browser.picture(page, "survey");

            page.getByText("Send my answer").click();
            assertThat(answers(story)).as("the browser asks for a choice first").isEmpty();
            page.getByLabel("4").check();
            page.getByText("Send my answer").click();
            assertThat(page.getByRole(AriaRole.STATUS).textContent()).contains("Satisfied");
            browser.picture(page, "answered");

            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(answers(story)).extracting(Survey.Answer::satisfaction).containsExactly(4);
    }

    private Story story() {
        return new Story(publishing, sent, clock);
    }

    private Story anAskedStory() {
        Story story = story();
        story.resolved(1);
        timers.at(story.awaitFact(SurveyPlanned.class).getMoment());
        story.awaitFact(SurveyAsked.class);
        return story;
    }

    private String link(Story story) {
        return links.path("survey", story.surveyId(1), 1);
    }

    private List<Survey.Answer> answers(Story story) {
        return surveys.answers(story.surveyId(1));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String form)
            throws IOException, InterruptedException {
        return send(form(path, form));
    }

    private HttpRequest.Builder form(String path, String form) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(rest.address() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
