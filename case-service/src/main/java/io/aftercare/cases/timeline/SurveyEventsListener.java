package io.aftercare.cases.timeline;

import io.aftercare.events.surveys.SurveyEvent;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the facts of survey-service on the timeline. Nothing is judged, so no key is held. */
@Component
class SurveyEventsListener implements Listener<SurveyEvent> {

    private final KeepingTimelines keeping;

    SurveyEventsListener(KeepingTimelines keeping) {
        this.keeping = keeping;
    }

    @Override
    public String topic() {
        return Topics.SURVEY_EVENTS;
    }

    @Override
    public Class<SurveyEvent> type() {
        return SurveyEvent.class;
    }

    @Override
    public Collection<String> keys(Received<SurveyEvent> received) {
        return List.of();
    }

    @Override
    public void on(Batch<SurveyEvent> batch) {
        keeping.addFacts(topic(), batch.stream().map(Received::value).toList());
    }
}
