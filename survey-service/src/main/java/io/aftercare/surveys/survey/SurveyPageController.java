package io.aftercare.surveys.survey;

import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.SignedLinks;
import io.aftercare.messaging.web.SignedPage;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page behind the link in the invitation. Looking at it changes nothing: mail scanners fetch
 * every link, only what is sent counts. Whatever is not a good link gets the same page.
 */
@Controller
class SurveyPageController {

    private static final Pattern SATISFACTION = Pattern.compile("[1-5]");

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
            return SignedPage.notFound(response);
        }
        return survey.isOpen(clock.instant())
                ? form(survey, HttpStatus.OK, response)
                : SignedPage.of("survey-closed", HttpStatus.GONE, response);
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
            return SignedPage.notFound(response);
        }
        if (!survey.isOpen(clock.instant())) {
            return SignedPage.of("survey-closed", HttpStatus.GONE, response);
        }
        if (satisfaction == null || !SATISFACTION.matcher(satisfaction).matches()) {
            return form(survey, HttpStatus.BAD_REQUEST, response).addObject("missing", true);
        }
        take(survey, Integer.parseInt(satisfaction));
        return SignedPage.seeOther(
                links.path(SurveyEvents.LINK_PURPOSE, survey.id(), survey.state().linkVersion()));
    }

    private void take(Survey survey, int satisfaction) {
        transactions.holding(
                survey.lock(),
                () -> answering.answer(survey.id(), survey.state().linkVersion(), satisfaction));
    }

    /** The survey that this link opens, or null. */
    private @Nullable Survey find(String id, String mac) {
        Survey survey =
                links.open(
                        SurveyEvents.LINK_PURPOSE,
                        id,
                        mac,
                        surveys::find,
                        found -> found.state().linkVersion());
        return survey == null || survey.state().askedAt() == null ? null : survey;
    }

    private static ModelAndView form(
            Survey survey, HttpStatus status, HttpServletResponse response) {
        Survey.Answer answer = survey.answer();
        return SignedPage.of("survey", status, response)
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
}
