package io.aftercare.surveys.survey;

import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.SignedLinks;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page behind the link in the invitation. Looking at it changes nothing: mail scanners fetch
 * every link, only what is sent counts. Whatever is not a good link gets the same page.
 */
@Controller
class SurveyPageController {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SATISFACTION = Pattern.compile("[1-5]");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Surveys surveys;
    private final AnsweringSurveys answering;
    private final Transactions transactions;
    private final SignedLinks links;
    private final Clock clock;

    SurveyPageController(
            Surveys surveys,
            AnsweringSurveys answering,
            Transactions transactions,
            SignedLinks links,
            Clock clock) {
        this.surveys = surveys;
        this.answering = answering;
        this.transactions = transactions;
        this.links = links;
        this.clock = clock;
    }

    @GetMapping("/s/{id}/{mac}")
    ModelAndView show(
            @PathVariable String id, @PathVariable String mac, HttpServletResponse response) {
        Survey survey = find(id, mac);
        if (survey == null) {
            return notFound(response);
        }
        return survey.isOpen(clock.instant())
                ? form(survey, HttpStatus.OK, response)
                : page("survey-closed", HttpStatus.GONE, response);
    }

    /** Shows the outcome by a redirect, so that loading the page again sends nothing again. */
    @PostMapping("/s/{id}/{mac}")
    Object answer(
            @PathVariable String id,
            @PathVariable String mac,
            @RequestParam(required = false) @Nullable String satisfaction,
            HttpServletResponse response) {
        Survey survey = find(id, mac);
        if (survey == null) {
            return notFound(response);
        }
        if (!survey.isOpen(clock.instant())) {
            return page("survey-closed", HttpStatus.GONE, response);
        }
        if (satisfaction == null || !SATISFACTION.matcher(satisfaction).matches()) {
            return form(survey, HttpStatus.BAD_REQUEST, response).addObject("missing", true);
        }
        take(survey, Integer.parseInt(satisfaction));
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(here(survey)).build();
    }

    private void take(Survey survey, int satisfaction) {
        transactions.holding(
                survey.lock(),
                () -> answering.answer(survey.id(), survey.state().linkVersion(), satisfaction));
    }

    /** A link that lost a piece on its way looks like any other bad one. */
    @RequestMapping("/s/**")
    ModelAndView notFound(HttpServletResponse response) {
        return page("survey-unknown", HttpStatus.NOT_FOUND, response);
    }

    /** The survey that this link opens, or null. */
    private @Nullable Survey find(String id, String mac) {
        if (!ID.matcher(id).matches()) {
            return null;
        }
        Survey survey = surveys.find(UUID.fromString(id));
        boolean good =
                survey != null
                        && survey.state().askedAt() != null
                        && links.valid(
                                SurveyEvents.LINK_PURPOSE,
                                survey.id(),
                                survey.state().linkVersion(),
                                mac);
        return good ? survey : null;
    }

    private URI here(Survey survey) {
        return URI.create(
                links.path(SurveyEvents.LINK_PURPOSE, survey.id(), survey.state().linkVersion()));
    }

    private static ModelAndView form(
            Survey survey, HttpStatus status, HttpServletResponse response) {
        Survey.Answer answer = survey.answer();
        return page("survey", status, response)
                .addObject("given", answer == null ? 0 : answer.satisfaction())
                .addObject(
                        "choices",
                        List.of(
                                "Very dissatisfied",
                                "Dissatisfied",
                                "Neither satisfied nor dissatisfied",
                                "Satisfied",
                                "Very satisfied"));
    }

    private static ModelAndView page(String name, HttpStatus status, HttpServletResponse response) {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        String nonce = Base64.getEncoder().encodeToString(random);
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'nonce-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                        .formatted(nonce));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Robots-Tag", "noindex");
        return new ModelAndView(name, Map.of("nonce", nonce), status);
    }
}
