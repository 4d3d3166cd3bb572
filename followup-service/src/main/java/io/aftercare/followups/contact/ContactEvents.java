package io.aftercare.followups.contact;

import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.ContactAsked;
import io.aftercare.events.followups.ContactPlanned;
import io.aftercare.events.followups.ContactWithdrawn;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.followups.Speaker;
import io.aftercare.events.followups.WithdrawReason;
import io.aftercare.followups.contact.Contact.Fact;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.requests.Ask;
import io.aftercare.requests.Handling;
import io.aftercare.requests.Link;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.TakeBack;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Says on topics what contacts decided. */
@Component
class ContactEvents {

    private final Outbox outbox;

    ContactEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void publish(Contact contact, List<Fact> facts, Instant occurredAt) {
        publish(contact, facts, occurredAt, Voice.OURS);
    }

    /**
     * @param voice who asks, if the facts have somebody asked
     */
    void publish(Contact contact, List<Fact> facts, Instant occurredAt, Voice voice) {
        for (Fact fact : facts) {
            publish(contact, fact, occurredAt, voice);
        }
    }

    private void publish(Contact contact, Fact fact, Instant occurredAt, Voice voice) {
        switch (fact) {
            case Fact.Planned(Instant due) -> fact(contact, occurredAt, new ContactPlanned(due));
            case Fact.Asked(Instant notAfter) -> {
                Speaker speaker = voice.ours() ? Speaker.US : Speaker.SOURCE;
                fact(contact, occurredAt, new ContactAsked(messageKey(contact), speaker));
                if (voice.ours()) {
                    letter(contact, ask(contact, occurredAt, notAfter, voice));
                }
            }
            case Fact.Answered(Contact.Answer answer, boolean late) ->
                    fact(
                            contact,
                            occurredAt,
                            new ContactAnswered(Answer.valueOf(answer.name()), late));
            case Fact.Withdrawn(Contact.Reason reason, boolean takenBack) -> {
                fact(
                        contact,
                        occurredAt,
                        new ContactWithdrawn(WithdrawReason.valueOf(reason.name())));
                if (takenBack) {
                    letter(contact, new TakeBack(reason.name()));
                }
            }
        }
    }

    private void fact(Contact contact, Instant occurredAt, Object body) {
        Contact.Terms terms = contact.terms();
        outbox.fact(
                Topics.FOLLOWUP_EVENTS,
                Keys.ofCase(terms.caseId()),
                terms.caseId().toString(),
                occurredAt,
                stamp ->
                        new FollowupEvent(
                                stamp.eventId(),
                                terms.caseId(),
                                terms.personId(),
                                terms.cycle(),
                                stamp.sequence(),
                                occurredAt,
                                stamp.recordedAt(),
                                false,
                                body));
    }

    private void letter(Contact contact, Object body) {
        Contact.Terms terms = contact.terms();
        String recipient = Keys.ofPerson(Objects.requireNonNull(terms.personId()));
        outbox.letter(
                Topics.NOTIFICATION_REQUESTS,
                recipient,
                eventId ->
                        new NotificationRequest(
                                eventId,
                                messageKey(contact),
                                recipient,
                                terms.caseId(),
                                terms.personId(),
                                terms.cycle(),
                                body));
    }

    private static Ask ask(Contact contact, Instant now, Instant notAfter, Voice voice) {
        Contact.Terms terms = contact.terms();
        return new Ask(
                Purpose.SOLVED_CHECK,
                now.isBefore(notAfter) ? now : notAfter,
                notAfter,
                new Link(AnsweringContacts.LINK, terms.id(), terms.linkVersion()),
                terms.owner(),
                null,
                null,
                null,
                Handling.valueOf(voice.handling()),
                null,
                null,
                null);
    }

    private static String messageKey(Contact contact) {
        return "SOLVED_CHECK:%s:%d".formatted(contact.terms().caseId(), contact.terms().cycle());
    }
}
