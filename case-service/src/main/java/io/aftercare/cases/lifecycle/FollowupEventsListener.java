package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.NotingAnswers.Answered;
import io.aftercare.cases.lifecycle.ReopeningCases.NotSolved;
import io.aftercare.cases.timeline.KeepingTimelines;
import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the facts of followup-service on the timeline; "not solved" has the case go on. */
@Component
class FollowupEventsListener implements Listener<FollowupEvent> {

    private final ReopeningCases reopening;
    private final NotingAnswers noting;
    private final KeepingTimelines timelines;

    FollowupEventsListener(
            ReopeningCases reopening, NotingAnswers noting, KeepingTimelines timelines) {
        this.reopening = reopening;
        this.noting = noting;
        this.timelines = timelines;
    }

    @Override
    public String topic() {
        return Topics.FOLLOWUP_EVENTS;
    }

    @Override
    public Class<FollowupEvent> type() {
        return FollowupEvent.class;
    }

    /** A case may be opened by the answer, so its person is held too, as when one is reported. */
    @Override
    public Collection<String> keys(Received<FollowupEvent> received) {
        if (!saysNotSolved(received)) {
            return counts(received) ? List.of(Case.lock(received.value().getCaseId())) : List.of();
        }
        NotSolved answer = notSolved(received);
        List<String> cases = List.of(Case.lock(answer.caseId()), Case.lock(answer.linkedCaseId()));
        String personId = received.value().getPersonId();
        return personId == null
                ? cases
                : List.of(cases.getFirst(), cases.getLast(), Keys.ofPerson(personId));
    }

    @Override
    public void on(Batch<FollowupEvent> batch) {
        timelines.addFacts(topic(), batch.stream().map(Received::value).toList());
        noting.note(
                batch.stream()
                        .filter(FollowupEventsListener::counts)
                        .map(
                                received ->
                                        new Answered(
                                                received.value().getCaseId(),
                                                received.value().getCycle(),
                                                !saysNotSolved(received)))
                        .toList());
        reopening.reopen(
                batch.stream()
                        .filter(FollowupEventsListener::saysNotSolved)
                        .map(FollowupEventsListener::notSolved)
                        .toList());
    }

    /** An answer that came in time; an unknown one is none. */
    private static boolean counts(Received<FollowupEvent> received) {
        return received.value().getBody() instanceof ContactAnswered answered
                && answered.getAnswer() != Answer.UNKNOWN
                && !answered.getLate();
    }

    private static boolean saysNotSolved(Received<FollowupEvent> received) {
        return received.value().getBody() instanceof ContactAnswered answered
                && answered.getAnswer() == Answer.NOT_SOLVED;
    }

    private static NotSolved notSolved(Received<FollowupEvent> received) {
        FollowupEvent event = received.value();
        return new NotSolved(
                event.getCaseId(),
                event.getCycle(),
                event.getOccurredAt(),
                ((ContactAnswered) event.getBody()).getLate(),
                event.getImported(),
                received.traceparent());
    }
}
