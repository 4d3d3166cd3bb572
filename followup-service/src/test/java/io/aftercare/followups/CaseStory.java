package io.aftercare.followups;

import io.aftercare.contacts.Contact;
import io.aftercare.events.cases.CaseChanged;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromiseKept;
import io.aftercare.events.cases.CasePromiseRevised;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.DueDate;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Initiative;
import io.aftercare.events.cases.Outcome;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.Remedy;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.events.cases.RevisionReason;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.MessageSuppressed;
import io.aftercare.events.notifications.MessageTakenBack;
import io.aftercare.events.notifications.NotSentReason;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Sent;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A case of its own, as case-service would tell it, and what this service made of it. */
public final class CaseStory {

    public final UUID caseId = UUID.randomUUID();
    public final String person = "p-" + caseId;

    private final Publishing publishing;
    private final SentEvents sent;
    private final Clock clock;
    private long sequence;
    private long deliveries;

    public CaseStory(Publishing publishing, SentEvents sent, Clock clock) {
        this.publishing = publishing;
        this.sent = sent;
        this.clock = clock;
    }

    /** Opened, and owned by Kari. */
    public CaseStory opened() {
        return opened("kari", "north");
    }

    public CaseStory opened(String owner, String team) {
        tell(
                0,
                clock.instant(),
                new CaseOpened(
                        "crm",
                        caseId.toString(),
                        CaseKind.FAULT,
                        null,
                        null,
                        Priority.NORMAL,
                        owner,
                        team,
                        null,
                        io.aftercare.events.cases.Handling.NORMAL,
                        false));
        return this;
    }

    /** What people in the source call it. */
    public String reference() {
        return "crm " + caseId;
    }

    /** A machine may say less, or more, about it from now on. */
    public CaseEvent handled(io.aftercare.events.cases.Handling handling) {
        return tell(
                0,
                clock.instant(),
                new CaseChanged(CaseKind.FAULT, null, null, Priority.NORMAL, handling));
    }

    public CaseEvent resolved(int cycle) {
        return resolved(cycle, clock.instant());
    }

    public CaseEvent resolved(int cycle, Instant at) {
        return tell(cycle, at, resolution(Outcome.SOLVED));
    }

    public CaseEvent reopened(int cycle) {
        return tell(cycle, clock.instant(), new CaseReopened(ReopenReason.REPORTED));
    }

    /** A promise of the source's. */
    public UUID promised(String name, PromiseKind kind, Instant due) {
        UUID id = promiseId(name);
        tell(0, clock.instant(), new CasePromised(id, kind, new DueInstant(due), null));
        return id;
    }

    public UUID promised(String name, PromiseKind kind, LocalDate due) {
        UUID id = promiseId(name);
        tell(0, clock.instant(), new CasePromised(id, kind, new DueDate(due), null));
        return id;
    }

    public CaseEvent promiseKept(String name, Instant at) {
        return tell(0, at, new CasePromiseKept(promiseId(name)));
    }

    /** A new date given in the source, right now, for want of parts. */
    public CaseEvent promiseRevised(String name, Instant due, @Nullable Instant toldAt) {
        return tell(
                0,
                clock.instant(),
                new CasePromiseRevised(
                        promiseId(name),
                        new DueInstant(due),
                        RevisionReason.PARTS_MISSING,
                        Initiative.US,
                        toldAt));
    }

    /** A message reached the customer, as notification-service tells it. */
    public void delivered(String messageKey, Instant at) {
        delivered(messageKey, Purpose.PROMISE_REVISED, at);
    }

    public void delivered(String messageKey, Purpose purpose, Instant at) {
        ofMessage(
                at,
                new MessageDelivered(messageKey, purpose, "person:" + person, ChannelKind.EMAIL));
    }

    /** A message was not sent while it was worth sending. */
    public void tooLate(String messageKey) {
        ofMessage(
                clock.instant(),
                new MessageSuppressed(
                        messageKey,
                        Purpose.PROMISE_REVISED,
                        "person:" + person,
                        NotSentReason.TOO_LATE));
    }

    /** A message was taken back before it was sent. */
    public void takenBack(String messageKey, Purpose purpose) {
        ofMessage(clock.instant(), new MessageTakenBack(messageKey, purpose, "person:" + person));
    }

    private void ofMessage(Instant at, Object body) {
        long place = ++deliveries;
        publishing.send(
                Topics.NOTIFICATION_EVENTS,
                caseId.toString(),
                new NotificationEvent(
                        Ids.of(Topics.NOTIFICATION_EVENTS, caseId, place),
                        caseId,
                        person,
                        0,
                        place,
                        at,
                        clock.instant(),
                        false,
                        body));
    }

    public UUID promiseId(String name) {
        return Ids.of(caseId, name);
    }

    public static CaseResolved resolution(Outcome outcome) {
        return new CaseResolved(
                outcome,
                Remedy.NONE,
                CaseKind.FAULT,
                null,
                null,
                Priority.NORMAL,
                "kari",
                "north",
                io.aftercare.events.cases.Handling.NORMAL,
                false,
                "crm");
    }

    public CaseEvent tell(int cycle, Instant at, Object body) {
        return tell(person, cycle, at, false, body);
    }

    public CaseEvent tell(
            @Nullable String personId, int cycle, Instant at, boolean imported, Object body) {
        CaseEvent event = event(++sequence, personId, cycle, at, imported, body);
        repeat(event);
        return event;
    }

    /** A fact that case-service recorded at this place of its sequence, to be told when wanted. */
    public CaseEvent fact(long sequence, int cycle, Instant at, Object body) {
        return event(sequence, person, cycle, at, false, body);
    }

    private CaseEvent event(
            long sequence,
            @Nullable String personId,
            int cycle,
            Instant at,
            boolean imported,
            Object body) {
        return new CaseEvent(
                Ids.of(Topics.CASE_EVENTS, caseId, sequence),
                caseId,
                personId,
                cycle,
                sequence,
                at,
                clock.instant(),
                imported,
                body);
    }

    public void repeat(CaseEvent event) {
        publishing.send(Topics.CASE_EVENTS, caseId.toString(), event);
    }

    /** The customer, as a system that knows customers tells it. */
    public CaseStory livesIn(long version, String zone) {
        publishing.send(
                Topics.CONTACTS,
                "person:" + person,
                Contact.newBuilder().setVersion(version).setName("Somebody").setZone(zone).build());
        return this;
    }

    public void wantsToBeForgotten() {
        publishing.tombstone(Topics.CONTACTS, "person:" + person);
    }

    /** Waits for the first fact of this kind. */
    public <T> T awaitFact(Class<T> type) {
        return type.cast(
                sent.on(Topics.FOLLOWUP_EVENTS, FollowupEvent.class)
                        .await(
                                record ->
                                        caseId.toString().equals(record.key())
                                                && type.isInstance(record.value().getBody()))
                        .value()
                        .getBody());
    }

    public List<FollowupEvent> events() {
        return sent.on(Topics.FOLLOWUP_EVENTS, FollowupEvent.class).values(caseId.toString());
    }

    /** What this service said of the case so far. */
    public List<Object> facts() {
        return events().stream().map(FollowupEvent::getBody).toList();
    }

    /** What this service wanted to be said to anybody about the case so far. */
    public List<NotificationRequest> letters() {
        return sent.on(Topics.NOTIFICATION_REQUESTS, NotificationRequest.class).all().stream()
                .map(Sent::value)
                .filter(letter -> letter.getCaseId().equals(caseId))
                .toList();
    }
}
