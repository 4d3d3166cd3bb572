package io.aftercare.followups;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromiseKept;
import io.aftercare.events.cases.CasePromiseRevised;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Handling;
import io.aftercare.events.cases.Initiative;
import io.aftercare.events.cases.Outcome;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.events.cases.RevisionReason;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A poll may be cut anywhere, and a topic may be read again: the promises are the same. */
@ServiceTest
class CutPollsTest {

    @Autowired private CaseEventsListener listener;
    @Autowired private Transactions transactions;
    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;

    @Test
    void leadToTheSamePromisesWhereverTheyAreCut() {
        Instant now = clock.instant();
        List<CaseStory> stories = new ArrayList<>();
        int cuts = 1 << facts(story(), now).size() - 1;
        for (int cut = 0; cut < cuts; cut++) {
            if (Integer.bitCount(cut) > 2 && cut < cuts - 1) {
                continue; // two cuts are enough to put any fact alone; the last cuts everywhere
            }
            CaseStory story = story();
            List<CaseEvent> facts = facts(story, now);
            int from = 0;
            for (int to = 1; to < facts.size(); to++) {
                if ((cut >> to - 1 & 1) == 1) {
                    poll(facts.subList(from, to));
                    from = to;
                }
            }
            poll(facts.subList(from, facts.size()));
            poll(facts);
            stories.add(story);
        }
        quiet.await();

        List<String> uncut = saidOf(stories.getFirst());
        assertThat(uncut)
                .containsExactly(
                        "a 0: MADE by kari",
                        "a 0: REVISED",
                        "a 0: KEPT",
                        "b 0: MADE by ola",
                        "b 0: KEPT",
                        "c 1: MADE by per");
        assertThat(stories).allSatisfy(story -> assertThat(saidOf(story)).isEqualTo(uncut));
    }

    private static List<CaseEvent> facts(CaseStory story, Instant now) {
        List<Object> bodies =
                List.of(
                        new CaseOpened(
                                "crm",
                                "x",
                                CaseKind.FAULT,
                                null,
                                null,
                                Priority.NORMAL,
                                "kari",
                                "north",
                                null,
                                Handling.NORMAL,
                                false),
                        promised(story, "a", PromiseKind.RESOLUTION, now),
                        new CaseAssigned("ola", "north"),
                        promised(story, "b", PromiseKind.OTHER, now),
                        new CasePromiseKept(story.promiseId("b")),
                        revised(story, "a", now.plus(Duration.ofDays(2))),
                        CaseStory.resolution(Outcome.SOLVED),
                        new CaseReopened(ReopenReason.REPORTED),
                        new CaseAssigned("per", "north"),
                        promised(story, "c", PromiseKind.RESOLUTION, now));
        List<CaseEvent> facts = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            Instant at = now.minus(Duration.ofMinutes(bodies.size() - i));
            facts.add(story.fact(i + 1, i < 6 ? 0 : 1, at, bodies.get(i)));
        }
        return facts;
    }

    @Test
    void neverCallAPromiseBrokenThatWasMovedAndKeptInTheSameOne() {
        CaseStory story = story();
        Instant made = clock.instant().minus(Duration.ofHours(10));
        Instant due = made.plus(Duration.ofHours(5));
        Instant newDue = made.plus(Duration.ofHours(9));
        UUID id = story.promiseId("a");
        poll(
                List.of(
                        story.fact(
                                1,
                                0,
                                made,
                                new CasePromised(
                                        id, PromiseKind.RESOLUTION, new DueInstant(due), null)),
                        story.fact(2, 0, due, revised(story, "a", newDue)),
                        story.fact(3, 1, newDue, CaseStory.resolution(Outcome.SOLVED))));
        quiet.await();

        assertThat(story.facts())
                .noneMatch(PromiseBroken.class::isInstance)
                .contains(new PromiseKept(id, 2, newDue, false, false));
    }

    private static CasePromiseRevised revised(CaseStory story, String name, Instant due) {
        return new CasePromiseRevised(
                story.promiseId(name),
                new DueInstant(due),
                RevisionReason.WEATHER,
                Initiative.THIRD_PARTY,
                null);
    }

    private static CasePromised promised(
            CaseStory story, String name, PromiseKind kind, Instant now) {
        return new CasePromised(
                story.promiseId(name), kind, new DueInstant(now.plus(Duration.ofDays(1))), null);
    }

    /** As if these records came together. */
    private void poll(List<CaseEvent> facts) {
        List<Received<CaseEvent>> received =
                facts.stream()
                        .map(
                                fact ->
                                        new Received<>(
                                                Topics.CASE_EVENTS,
                                                fact.getCaseId().toString(),
                                                fact,
                                                null))
                        .toList();
        TreeSet<String> keys = new TreeSet<>();
        received.forEach(it -> keys.addAll(listener.keys(it)));
        transactions.holding(
                keys,
                () -> {
                    listener.on(new Batch<>(received));
                    return keys;
                });
    }

    /** What was said of each promise, in order. */
    private static List<String> saidOf(CaseStory story) {
        List<String> said = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            for (FollowupEvent event : story.events()) {
                String what =
                        switch (event.getBody()) {
                            case PromiseMade made
                                    when made.getPromiseId().equals(story.promiseId(name)) ->
                                    "MADE by " + made.getOwner();
                            case PromiseKept kept
                                    when kept.getPromiseId().equals(story.promiseId(name)) ->
                                    "KEPT";
                            case PromiseRevised revised
                                    when revised.getPromiseId().equals(story.promiseId(name)) ->
                                    "REVISED";
                            default -> null;
                        };
                if (what != null) {
                    said.add("%s %d: %s".formatted(name, event.getCycle(), what));
                }
            }
        }
        return said;
    }

    private CaseStory story() {
        return new CaseStory(publishing, sent, clock);
    }
}
