package io.aftercare.surveys.survey;

import io.aftercare.messaging.web.Refusal;
import io.aftercare.surveys.survey.Survey.Answer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows surveys to staff. */
@RestController
@PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
class SurveyController {

    private final Surveys surveys;

    SurveyController(Surveys surveys) {
        this.surveys = surveys;
    }

    @GetMapping("/surveys/{id}")
    View survey(@PathVariable UUID id) {
        Survey survey = surveys.find(id);
        if (survey == null) {
            throw new Refusal(HttpStatus.NOT_FOUND, "id", "must be known");
        }
        return View.of(survey, surveys.answers(id));
    }

    /** By cycle. A case is known here from its first survey on. */
    @GetMapping("/cases/{caseId}/surveys")
    List<View> surveys(@PathVariable UUID caseId) {
        List<Survey> ofCase = surveys.ofCases(List.of(caseId));
        if (ofCase.isEmpty()) {
            throw new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known");
        }
        return ofCase.stream()
                .sorted(Comparator.comparingInt(Survey::cycle))
                .map(survey -> View.of(survey, surveys.answers(survey.id())))
                .toList();
    }

    /**
     * @param state PLANNED, ASKED, or, final, SUPPRESSED or WITHDRAWN
     * @param reason why it is SUPPRESSED or WITHDRAWN
     * @param moment when it is or was to be asked
     * @param expiresAt from then on the page takes no answer
     * @param deliveredAt when the provider took the invitation
     * @param notDelivered why the invitation was not sent
     * @param answers all versions, oldest first; the last counts
     */
    record View(
            UUID id,
            UUID caseId,
            int cycle,
            @Nullable String personId,
            @Nullable String owner,
            Survey.State state,
            Survey.@Nullable Reason reason,
            @Nullable Instant moment,
            @Nullable Instant askedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant deliveredAt,
            @Nullable String notDelivered,
            List<Answer> answers) {

        private static View of(Survey survey, List<Answer> answers) {
            Survey.Course course = survey.course();
            Survey.Invitation sent = course.invitation();
            return new View(
                    survey.id(),
                    survey.caseId(),
                    survey.cycle(),
                    survey.personId(),
                    survey.owner(),
                    course.state(),
                    course.reason(),
                    course.plan() == null ? null : course.plan().moment(),
                    sent == null ? null : sent.askedAt(),
                    sent == null ? null : sent.expiresAt(),
                    sent == null ? null : sent.deliveredAt(),
                    sent == null ? null : sent.notDelivered(),
                    answers);
        }
    }
}
