package io.aftercare.surveys.survey;

import io.aftercare.events.surveys.Speaker;
import io.aftercare.events.surveys.SurveyAnswered;
import io.aftercare.events.surveys.SurveyAsked;
import io.aftercare.events.surveys.SurveyEvent;
import io.aftercare.events.surveys.SurveyPlanned;
import io.aftercare.events.surveys.SurveyReason;
import io.aftercare.events.surveys.SurveySuppressed;
import io.aftercare.events.surveys.SurveyWithdrawn;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.requests.Ask;
import io.aftercare.requests.Handling;
import io.aftercare.requests.Link;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.TakeBack;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import io.aftercare.surveys.survey.Survey.Fact;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

/** Says what surveys have decided: facts to everybody, requests to notification-service. */
@Component
class SurveyEvents {

    /** What the links to the page are signed for. */
    static final String LINK_PURPOSE = "survey";

    private final Outbox outbox;

    SurveyEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void say(Survey survey, Fact fact, Instant now, Voice voice) {
        outbox.fact(
                Topics.SURVEY_EVENTS,
                survey.lock(),
                survey.caseId().toString(),
                now,
                stamp ->
                        new SurveyEvent(
                                stamp.eventId(),
                                survey.caseId(),
                                survey.personId(),
                                survey.cycle(),
                                stamp.sequence(),
                                now,
                                stamp.recordedAt(),
                                false,
                                body(survey, fact, voice)));
        switch (fact) {
            case Fact.Asked asked when voice.ours() ->
                    request(survey, ask(survey, now, asked.until(), voice));
            case Fact.Withdrawn withdrawn when withdrawn.wasAsked() ->
                    request(survey, new TakeBack(withdrawn.reason().name()));
            default -> {}
        }
    }

    private static SpecificRecord body(Survey survey, Fact fact, Voice voice) {
        return switch (fact) {
            case Fact.Planned planned -> new SurveyPlanned(planned.moment());
            case Fact.Asked _ ->
                    new SurveyAsked(
                            survey.messageKey(), voice.ours() ? Speaker.US : Speaker.SOURCE);
            case Fact.Answered answered ->
                    new SurveyAnswered(
                            answered.satisfaction(), answered.version(), answered.late());
            case Fact.Withdrawn withdrawn -> new SurveyWithdrawn(reason(withdrawn.reason()));
            case Fact.Suppressed suppressed -> new SurveySuppressed(reason(suppressed.reason()));
        };
    }

    private static SurveyReason reason(Survey.Reason reason) {
        return SurveyReason.valueOf(reason.name());
    }

    private static Ask ask(Survey survey, Instant now, Instant until, Voice voice) {
        Link link = new Link(LINK_PURPOSE, survey.id(), survey.course().linkVersion());
        Handling handling = Handling.valueOf(voice.handling());
        return new Ask(
                Purpose.SURVEY,
                now,
                until,
                link,
                survey.owner(),
                null,
                null,
                null,
                handling,
                null,
                null,
                null);
    }

    private void request(Survey survey, SpecificRecord body) {
        String person = survey.personId();
        String recipient = Keys.ofPerson(Objects.requireNonNull(person));
        outbox.letter(
                Topics.NOTIFICATION_REQUESTS,
                recipient,
                eventId ->
                        new NotificationRequest(
                                eventId,
                                survey.messageKey(),
                                recipient,
                                survey.caseId(),
                                person,
                                survey.cycle(),
                                body));
    }
}
