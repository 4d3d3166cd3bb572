package io.aftercare.cases.timeline;

import java.util.Collection;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Adds facts to the timelines of their cases, also of cases that are not known here. */
@Service
public class KeepingTimelines {

    private final Timelines timelines;

    KeepingTimelines(Timelines timelines) {
        this.timelines = timelines;
    }

    /**
     * @param facts records as the topic carries them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void addFacts(String topic, Collection<?> facts) {
        add(facts.stream().map(fact -> TimelineEvents.entry(topic, fact)).toList());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Collection<Entry> entries) {
        timelines.add(entries);
    }
}
