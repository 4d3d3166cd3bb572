package io.aftercare.followups.promise;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CasePromiseKept;
import io.aftercare.events.cases.CasePromiseRevised;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Initiative;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.RevisionReason;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.followups.PromiseAtRisk;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseHeld;
import io.aftercare.events.followups.PromiseJudged;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.followups.PromiseWithdrawn;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.FurtherReplica;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.Sent;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * What is said of a promise reaches two replicas at the very millisecond at which its timers fire
 * in both: whoever is first, each date has one outcome, nothing is said that is not so, and the
 * topics tell the same story as the ledger. Many promises race at once.
 */
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RacesOfReplicasTest {

    private static final int ROUNDS = Boolean.getBoolean("thorough") ? 1_000 : 50;

    /** Promises that nobody says anything of, beside each race. */
    private static final int LEFT = 5;

    /** Requests under way at once. */
    private static final int SPEAKERS = 4;

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration GRACE = Duration.ofHours(1);

    /** No date so near is held: the last moment to say so has passed. */
    private static final Duration SOON = Duration.ofMinutes(30);

    @Autowired private ConfigurableApplicationContext service;
    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private JdbcClient sql;

    private final String owner = "owner-" + UUID.randomUUID();
    private final String team = "team-" + UUID.randomUUID();
    private FurtherReplica other;
    private List<RestTestClient> replicas = List.of();

    /** Timers of the other one fire few at a time, so that reports come in between. */
    @BeforeAll
    void twoReplicas() {
        other = FurtherReplica.of(service, "aftercare.messaging.timers.batch=3");
        replicas = List.of(rest.agent(), other.rest().agent());
    }

    @AfterAll
    void oneReplica() {
        other.close();
    }

    @BeforeEach
    void atNoon() {
        LocalDate tomorrow = LocalDate.ofInstant(clock.instant(), OSLO).plusDays(1);
        timers.at(tomorrow.atTime(LocalTime.NOON).atZone(OSLO).toInstant());
    }

    /** How a promise of the race is kept. */
    private enum Keeping {
        /** In time, and reported while it is called broken. */
        IN_TIME,
        /** So, too, as its source says. */
        IN_TIME_IN_SOURCE,
        /** A millisecond late, while it is called broken. */
        LATE,
        /** Late, while the customer is told. */
        WHILE_CUSTOMER_IS_TOLD
    }

    @Test
    void keptWhileItIsCalledBroken() {
        Instant due = clock.instant().plus(SOON);
        List<Racer> racers = promised(ROUNDS, due);
        List<Racer> left = promised(LEFT, due);

        race(
                due.plus(MS),
                racers,
                racer -> {
                    switch (of(Keeping.class, racer)) {
                        case IN_TIME -> keep(racer, due);
                        case IN_TIME_IN_SOURCE -> racer.story.promiseKept("p", due);
                        case LATE -> keep(racer, clock.instant());
                        case WHILE_CUSTOMER_IS_TOLD -> {}
                    }
                });
        race(
                due.plus(GRACE),
                racers,
                racer -> {
                    if (of(Keeping.class, racer) == Keeping.WHILE_CUSTOMER_IS_TOLD) {
                        keep(racer, clock.instant());
                    }
                });
        Told told = inTheEnd(due);

        for (Racer racer : racers) {
            Keeping how = of(Keeping.class, racer);
            boolean inTime = how == Keeping.IN_TIME || how == Keeping.IN_TIME_IN_SOURCE;
            Story story = told.of(racer);
            List<PromiseKept> kept = story.facts(PromiseKept.class);
            boolean broken = !story.facts(PromiseBroken.class).isEmpty();
            assertThat(kept).hasSize(1);
            assertThat(kept.getFirst().getLate()).isNotEqualTo(inTime);
            assertThat(kept.getFirst().getCorrected()).isEqualTo(inTime && broken);
            assertThat(story.facts(PromiseBroken.class)).hasSize(inTime && !broken ? 0 : 1);
            assertThat(story.outcomes()).containsExactly(inTime ? "1 KEPT" : "1 BROKEN_SILENTLY");
            assertThat(story.state).isEqualTo(inTime ? "KEPT" : "KEPT_LATE");
            assertThat(story.left("PROMISE_BROKEN")).isEmpty();
        }
        left.forEach(racer -> assertBroken(told.of(racer), 1));
    }

    /** How a promise of the race gets another date. */
    private enum Revising {
        /** A millisecond late, while it is called broken; a message is to tell it. */
        LATE,
        /** In time, and so was the customer told, as its source says while it is called broken. */
        IN_TIME_IN_SOURCE,
        /** By phone, while a message is to tell the customer that it is broken. */
        WHILE_CUSTOMER_IS_TOLD
    }

    @Test
    void revisedWhileItIsCalledBroken() {
        Instant due = clock.instant().plus(SOON);
        List<Racer> racers = promised(ROUNDS, due);
        List<Racer> left = promised(LEFT, due);

        Instant broken = due.plus(MS);
        race(
                broken,
                racers,
                racer -> {
                    switch (of(Revising.class, racer)) {
                        case LATE -> revise(racer, broken.plus(SOON), null);
                        case IN_TIME_IN_SOURCE -> reviseInSource(racer, due, broken.plus(SOON));
                        case WHILE_CUSTOMER_IS_TOLD -> {}
                    }
                });
        quiet.await();
        timers.due(); // also of what was revised last a message tells, before it is kept
        Instant told = due.plus(GRACE);
        keepHalf(racers, Revising.LATE, Revising.IN_TIME_IN_SOURCE);
        timers.at(broken.plus(SOON).plus(MS));
        race(
                told,
                racers,
                racer -> {
                    if (of(Revising.class, racer) == Revising.WHILE_CUSTOMER_IS_TOLD) {
                        revise(racer, told.plus(SOON), told);
                    }
                });
        keepHalf(racers, Revising.WHILE_CUSTOMER_IS_TOLD);
        timers.at(told.plus(SOON).plus(MS));
        timers.at(told.plus(SOON).plus(GRACE));
        Told all = inTheEnd(told.plus(SOON));

        for (Racer racer : racers) {
            Story story = all.of(racer);
            Revising how = of(Revising.class, racer);
            String first =
                    switch (how) {
                        case LATE -> "1 BROKEN_SILENTLY"; // no word of it was delivered
                        case IN_TIME_IN_SOURCE -> "1 EXPLAINED_IN_TIME";
                        case WHILE_CUSTOMER_IS_TOLD -> "1 EXPLAINED_LATE";
                    };
            assertThat(story.facts(PromiseRevised.class)).hasSize(1);
            assertThat(story.facts(PromiseBroken.class))
                    .filteredOn(it -> it.getRevision() == 1)
                    .hasSizeBetween(how == Revising.IN_TIME_IN_SOURCE ? 0 : 1, 1);
            assertThat(story.left("PROMISE_BROKEN"))
                    .noneMatch(key -> key.contains(racer.id + ":1:"));
            assertThat(story.asked("PROMISE_REVISED")).hasSize(how == Revising.LATE ? 1 : 0);
            if (isKept(racer)) {
                assertThat(story.outcomes()).containsExactly(first, "2 KEPT");
                assertThat(story.state).isEqualTo("KEPT");
                assertThat(story.left("PROMISE_BROKEN")).isEmpty();
            } else {
                assertThat(story.outcomes()).containsExactly(first, "2 BROKEN_SILENTLY");
                assertBroken(story, 2);
            }
        }
        left.forEach(racer -> assertBroken(all.of(racer), 1));
    }

    @Test
    void keptWhileTheCustomerIsToldThatItIsNotDone() {
        Instant due = clock.instant().plus(Duration.ofDays(2));
        List<Racer> racers = promised(ROUNDS, due);
        List<Racer> left = promised(LEFT, due);

        race(
                due.minus(MS).minus(Duration.ofHours(1)),
                racers,
                racer -> {
                    if (racer.number % 2 == 0) {
                        keep(racer, clock.instant());
                    } else {
                        racer.story.promiseKept("p", clock.instant());
                    }
                });
        quiet.await();
        Told soon = new Told();
        for (Racer racer : racers) {
            if (!soon.of(racer).facts(PromiseHeld.class).isEmpty()) {
                racer.story.takenBack(
                        "PROMISE_HOLDING:" + racer.id + ":1:0",
                        io.aftercare.events.notifications.Purpose.PROMISE_HOLDING);
            }
        }
        quiet.await();
        timers.at(due.plus(MS));
        Told told = inTheEnd(due);

        for (Racer racer : racers) {
            Story story = told.of(racer);
            boolean held = !story.facts(PromiseHeld.class).isEmpty();
            assertThat(story.facts(PromiseKept.class)).hasSize(1);
            assertThat(story.facts(PromiseBroken.class)).isEmpty();
            assertThat(story.outcomes()).containsExactly("1 KEPT");
            assertThat(story.state).isEqualTo("KEPT");
            assertThat(story.asked("PROMISE_HOLDING")).hasSize(held ? 1 : 0);
            assertThat(story.left("")).isEmpty();
            Racer update = new Racer(racer.story, HoldingPromises.updateOf(racer.id), 0);
            Story ofUpdate = told.of(update);
            assertThat(ofUpdate.state).isEqualTo(held ? "WITHDRAWN" : "none");
            assertThat(ofUpdate.facts(PromiseWithdrawn.class)).hasSize(held ? 1 : 0);
        }
        for (Racer racer : left) {
            Story story = told.of(racer);
            assertThat(story.left("PROMISE_HOLDING")).hasSize(1);
            assertThat(story.left("PROMISE_BROKEN_CUSTOMER")).isEmpty();
            assertThat(story.outcomes()).containsExactly("1 BROKEN_SILENTLY");
        }
    }

    /** Staff were told once, and so was the customer. */
    private static void assertBroken(Story story, int revision) {
        assertThat(story.state).isEqualTo("BROKEN");
        assertThat(story.facts(PromiseBroken.class))
                .filteredOn(it -> it.getRevision() == revision)
                .hasSize(1);
        assertThat(story.left("PROMISE_BROKEN"))
                .containsExactlyInAnyOrder(
                        "PROMISE_BROKEN_STAFF:%s:%d:0".formatted(story.id, revision),
                        "PROMISE_BROKEN_CUSTOMER:%s:%d:0".formatted(story.id, revision));
    }

    private record Racer(CaseStory story, UUID id, int number) {}

    private static <E extends Enum<E>> E of(Class<E> kinds, Racer racer) {
        E[] all = kinds.getEnumConstants();
        return all[racer.number % all.length];
    }

    private List<Racer> promised(int count, Instant due) {
        List<Racer> racers =
                IntStream.range(0, count)
                        .mapToObj(
                                number -> {
                                    CaseStory story =
                                            new CaseStory(publishing, sent, clock)
                                                    .opened(owner, team);
                                    UUID id = story.promised("p", PromiseKind.OTHER, due);
                                    return new Racer(story, id, number);
                                })
                        .toList();
        quiet.await();
        timers.due();
        quiet.await();
        return racers;
    }

    private interface Saying {
        void of(Racer racer);
    }

    /** Everything begins at that instant: both replicas fire, and reports come to both. */
    private void race(Instant at, List<Racer> racers, Saying saying) {
        List<Racer> mixed = new ArrayList<>(racers);
        Collections.shuffle(mixed);
        CyclicBarrier start = new CyclicBarrier(SPEAKERS + 2, () -> clock.set(at));
        try (ExecutorService threads = Executors.newFixedThreadPool(SPEAKERS + 2)) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            all.add(CompletableFuture.runAsync(() -> begin(start, timers::due), threads));
            all.add(CompletableFuture.runAsync(() -> begin(start, other::fireDue), threads));
            for (int speaker = 0; speaker < SPEAKERS; speaker++) {
                int first = speaker;
                Runnable speaks =
                        () -> {
                            for (int i = first; i < mixed.size(); i += SPEAKERS) {
                                saying.of(mixed.get(i));
                            }
                        };
                all.add(CompletableFuture.runAsync(() -> begin(start, speaks), threads));
            }
            all.forEach(CompletableFuture::join);
        }
    }

    private static void begin(CyclicBarrier start, Runnable work) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        work.run();
    }

    private RestTestClient replica(Racer racer) {
        return replicas.get(racer.number / 4 % replicas.size());
    }

    private void keep(Racer racer, Instant at) {
        replica(racer)
                .post()
                .uri("/promises/{id}/kept", racer.id)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"occurredAt\": \"%s\"}".formatted(at))
                .exchange()
                .expectStatus()
                .isOk();
    }

    /** By phone, or else by a message. */
    private void revise(Racer racer, Instant due, @Nullable Instant toldAt) {
        String phone = toldAt == null ? "" : ", \"toldAt\": \"%s\"".formatted(toldAt);
        replica(racer)
                .post()
                .uri("/promises/{id}/revisions", racer.id)
                .header("Idempotency-Key", racer.id + " 2")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        """
                        {"dueAt": "%s", "reason": "PARTS_MISSING", "initiative": "US"%s}"""
                                .formatted(due, phone))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private static void reviseInSource(Racer racer, Instant at, Instant due) {
        racer.story.tell(
                0,
                at,
                new CasePromiseRevised(
                        racer.id,
                        new DueInstant(due),
                        RevisionReason.PARTS_MISSING,
                        Initiative.US,
                        at));
    }

    /** Right afterwards. */
    private void keepHalf(List<Racer> racers, Revising... kinds) {
        clock.advance(MS);
        racers.stream()
                .filter(racer -> List.of(kinds).contains(of(Revising.class, racer)))
                .filter(RacesOfReplicasTest::isKept)
                .forEach(
                        racer ->
                                racer.story.tell(
                                        0, clock.instant(), new CasePromiseKept(racer.id)));
        quiet.await();
    }

    private static boolean isKept(Racer racer) {
        return racer.number / 3 % 2 == 0;
    }

    /** A week after that date all is final. */
    private Told inTheEnd(Instant due) {
        quiet.await();
        timers.at(due.plus(GRACE).plus(MS));
        timers.at(due.plus(Duration.ofDays(7)).plus(MS));
        quiet.await();
        return new Told();
    }

    /** What was said so far on topics, and what the ledger says, of each case. */
    private final class Told {

        private final Map<String, List<Object>> facts =
                sent.on(Topics.FOLLOWUP_EVENTS, FollowupEvent.class).all().stream()
                        .collect(
                                groupingBy(
                                        Sent::key, mapping(it -> it.value().getBody(), toList())));
        private final Map<UUID, List<NotificationRequest>> letters =
                sent.on(Topics.NOTIFICATION_REQUESTS, NotificationRequest.class).all().stream()
                        .map(Sent::value)
                        .collect(groupingBy(NotificationRequest::getCaseId));

        /** Both must say the same before anything else is asked. */
        Story of(Racer racer) {
            UUID caseId = racer.story.caseId;
            Story story =
                    new Story(
                            racer.id,
                            sql.sql("SELECT state FROM promise WHERE id = ?")
                                    .param(racer.id)
                                    .query(String.class)
                                    .optional()
                                    .orElse("none"),
                            facts.getOrDefault(caseId.toString(), List.of()).stream()
                                    .filter(fact -> !line(racer.id, fact).isEmpty())
                                    .toList(),
                            letters.getOrDefault(caseId, List.of()).stream()
                                    .filter(it -> it.getMessageKey().contains(racer.id.toString()))
                                    .toList());
            assertThat(story.lines()).containsExactlyElementsOf(ledger(racer.id, PUBLIC));
            assertThat(story.requests()).containsExactlyInAnyOrderElementsOf(asked(racer.id));
            assertThat(story.outcomes()).containsExactlyElementsOf(outcomes(racer.id));
            return story;
        }
    }

    private static final List<String> PUBLIC =
            List.of(
                    "MADE",
                    "AT_RISK",
                    "HELD",
                    "BROKEN",
                    "REVISED",
                    "WITHDRAWN",
                    "JUDGED",
                    "KEPT",
                    "KEPT_LATE",
                    "CORRECTED_TO_KEPT");

    private List<String> ledger(UUID id, List<String> of) {
        return sql.sql(
                        """
                        SELECT revision || ' ' || what FROM promise_entry
                         WHERE promise_id = :id AND what = ANY(:of::text[]) ORDER BY entry""")
                .param("id", id)
                .param("of", of.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> asked(UUID id) {
        return sql.sql(
                        """
                        SELECT what || ' PROMISE_' || notice || ' ' || revision || ' ' || recipient
                          FROM promise_entry
                         WHERE promise_id = :id AND what IN ('ASKED', 'TAKEN_BACK')""")
                .param("id", id)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> outcomes(UUID id) {
        return sql.sql(
                        """
                        SELECT revision || ' ' || outcome FROM promise_revision
                         WHERE promise_id = :id AND outcome IS NOT NULL ORDER BY revision""")
                .param("id", id)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** What the topics say of one promise. */
    private record Story(
            UUID id, String state, List<Object> facts, List<NotificationRequest> letters) {

        <F> List<F> facts(Class<F> type) {
            return facts.stream().filter(type::isInstance).map(type::cast).toList();
        }

        List<String> lines() {
            return facts.stream().map(fact -> line(id, fact)).toList();
        }

        List<String> outcomes() {
            return facts(PromiseJudged.class).stream()
                    .map(it -> it.getRevision() + " " + it.getOutcome())
                    .sorted()
                    .toList();
        }

        List<String> requests() {
            return letters.stream()
                    .map(
                            it -> {
                                String[] key = it.getMessageKey().split(":");
                                String what = it.getBody() instanceof Ask ? "ASKED" : "TAKEN_BACK";
                                return String.join(" ", what, key[0], key[2], it.getRecipient());
                            })
                    .toList();
        }

        /** The keys that were asked for, each once. */
        List<String> asked(String purpose) {
            List<String> keys = keys(purpose, true);
            assertThat(keys).doesNotHaveDuplicates();
            return keys;
        }

        /** Those of them that were not taken back; that is said once, and never before. */
        List<String> left(String purpose) {
            List<String> left = new ArrayList<>(asked(purpose));
            List<String> back = keys(purpose, false);
            assertThat(back).doesNotHaveDuplicates();
            assertThat(left).containsAll(back);
            left.removeAll(back);
            return left;
        }

        private List<String> keys(String purpose, boolean asks) {
            return letters.stream()
                    .filter(it -> it.getBody() instanceof Ask == asks)
                    .map(NotificationRequest::getMessageKey)
                    .filter(key -> key.startsWith(purpose))
                    .toList();
        }
    }

    /** The line of the ledger that this fact is, empty if it is about another promise. */
    private static String line(UUID id, Object fact) {
        return switch (fact) {
            case PromiseMade it when it.getPromiseId().equals(id) -> "1 MADE";
            case PromiseAtRisk it when it.getPromiseId().equals(id) ->
                    it.getRevision() + " AT_RISK";
            case PromiseHeld it when it.getPromiseId().equals(id) -> it.getRevision() + " HELD";
            case PromiseBroken it when it.getPromiseId().equals(id) -> it.getRevision() + " BROKEN";
            case PromiseRevised it when it.getPromiseId().equals(id) ->
                    it.getRevision() + " REVISED";
            case PromiseWithdrawn it when it.getPromiseId().equals(id) ->
                    it.getRevision() + " WITHDRAWN";
            case PromiseJudged it when it.getPromiseId().equals(id) -> it.getRevision() + " JUDGED";
            case PromiseKept it when it.getPromiseId().equals(id) ->
                    it.getRevision()
                            + (it.getLate()
                                    ? " KEPT_LATE"
                                    : it.getCorrected() ? " CORRECTED_TO_KEPT" : " KEPT");
            default -> "";
        };
    }
}
