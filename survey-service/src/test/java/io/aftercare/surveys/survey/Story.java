package io.aftercare.surveys.survey;

import io.aftercare.contacts.Contact;
import io.aftercare.contacts.Handling;
import io.aftercare.events.cases.CaseChanged;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.Outcome;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.Remedy;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.surveys.SurveyEvent;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.SentTopic;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One case of one customer, as the other services tell it, and what this service says of it. */
final class Story {

    final UUID caseId = UUID.randomUUID();
    final String person = "customer-" + caseId;

    private final Publishing publishing;
    private final SentEvents sent;
    private final MovableClock clock;
    private long contactVersion;
    private long sequence;

    Story(Publishing publishing, SentEvents sent, MovableClock clock) {
        this.publishing = publishing;
        this.sent = sent;
        this.clock = clock;
    }

    UUID surveyId(int cycle) {
        return Ids.of("survey", caseId, cycle);
    }

    Story livesIn(String country, String zone) {
        return contact(country, zone, Handling.NORMAL, false);
    }

    Story contact(String country, String zone, Handling handling, boolean surveysRefused) {
        publishing.send(
                Topics.CONTACTS,
                "person:" + person,
                Contact.newBuilder()
                        .setVersion(++contactVersion)
                        .setName("Somebody")
                        .setEmail("somebody@example.org")
                        .setCountry(country)
                        .setZone(zone)
                        .setHandling(handling)
                        .setSurveysRefused(surveysRefused)
                        .build());
        return this;
    }

    void wantsToBeForgotten() {
        publishing.tombstone(Topics.CONTACTS, "person:" + person);
    }

    CaseEvent resolved(int cycle) {
        return publish(resolved(cycle, Outcome.SOLVED, person, false));
    }

    CaseEvent resolved(int cycle, Outcome outcome, @Nullable String somebody, boolean imported) {
        CaseResolved body =
                new CaseResolved(
                        outcome,
                        Remedy.REPAIR,
                        CaseKind.FAULT,
                        null,
                        null,
                        Priority.NORMAL,
                        "kari",
                        "service",
                        io.aftercare.events.cases.Handling.NORMAL,
                        false,
                        "crm");
        return event(cycle, somebody, imported, body);
    }

    /** A machine may say less, or more, about the case from now on. */
    CaseEvent handled(io.aftercare.events.cases.Handling handling) {
        return publish(handling(handling));
    }

    CaseEvent handling(io.aftercare.events.cases.Handling handling) {
        return event(
                0,
                person,
                false,
                new CaseChanged(CaseKind.FAULT, null, null, Priority.NORMAL, handling));
    }

    CaseEvent reopened(int cycle) {
        return publish(reopening(cycle));
    }

    CaseEvent reopening(int cycle) {
        return event(cycle, person, false, new CaseReopened(ReopenReason.REPORTED));
    }

    private CaseEvent event(
            int cycle, @Nullable String somebody, boolean imported, SpecificRecord body) {
        Instant now = clock.instant();
        return new CaseEvent(
                UUID.randomUUID(), caseId, somebody, cycle, ++sequence, now, now, imported, body);
    }

    CaseEvent publish(CaseEvent event) {
        publishing.send(Topics.CASE_EVENTS, caseId.toString(), event);
        return event;
    }

    void saysNotSolved(int cycle, boolean late) {
        Instant now = clock.instant();
        publishing.send(
                Topics.FOLLOWUP_EVENTS,
                caseId.toString(),
                new FollowupEvent(
                        UUID.randomUUID(),
                        caseId,
                        person,
                        cycle,
                        ++sequence,
                        now,
                        now,
                        false,
                        new ContactAnswered(Answer.NOT_SOLVED, late)));
    }

    void message(int cycle, SpecificRecord body) {
        Instant now = clock.instant();
        publishing.send(
                Topics.NOTIFICATION_EVENTS,
                caseId.toString(),
                new NotificationEvent(
                        UUID.randomUUID(),
                        caseId,
                        person,
                        cycle,
                        ++sequence,
                        now,
                        now,
                        false,
                        body));
    }

    /** What this service has said of the case so far. */
    List<Object> facts() {
        return surveys().values(caseId.toString()).stream().map(SurveyEvent::getBody).toList();
    }

    /** Waits for a fact about the case. */
    <F extends SpecificRecord> F awaitFact(Class<F> type) {
        return awaitFact(type, 1);
    }

    <F extends SpecificRecord> F awaitFact(Class<F> type, int cycle) {
        return type.cast(
                surveys()
                        .await(
                                fact ->
                                        caseId.equals(fact.value().getCaseId())
                                                && fact.value().getCycle() == cycle
                                                && type.isInstance(fact.value().getBody()))
                        .value()
                        .getBody());
    }

    /** What was asked of notification-service about the case so far. */
    List<NotificationRequest> requests() {
        return sent
                .on(Topics.NOTIFICATION_REQUESTS, NotificationRequest.class)
                .values("person:" + person)
                .stream()
                .filter(request -> request.getCaseId().equals(caseId))
                .toList();
    }

    private SentTopic<SurveyEvent> surveys() {
        return sent.on(Topics.SURVEY_EVENTS, SurveyEvent.class);
    }
}
