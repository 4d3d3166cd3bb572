package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Promise.Kind;
import io.aftercare.followups.promise.Revision.Outcome;
import io.aftercare.followups.promise.Watch.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories of promises, heard of in any order: some reports at once, some days later, some
 * before what they are about. A failure names its seed.
 */
class PromiseHistoryTest {

    private static final int HISTORIES = Boolean.getBoolean("thorough") ? 100_000 : 6_000;
    private static final int LONGEST = 14;
    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration FINAL_AFTER = Duration.ofDays(7);
    private static final Duration FRESH = Duration.ofHours(24);
    private static final UUID UPDATE = UUID.fromString("5f0c1a52-0000-5000-8000-000000000009");
    private static final Situation TEAM =
            Desk.situation(Desk.at("kari"), Desk.at("liv"), Desk.at("mona"));
    private static final Situation ALONE =
            Desk.situation(Desk.away("kari", "ola"), Desk.away("liv", null), Desk.at("mona"));
    private static final Instant AFTER_ALL = MADE.plus(Duration.ofDays(400));
    private static final List<ZoneId> ZONES =
            Stream.of("Europe/Oslo", "America/Los_Angeles", "Pacific/Auckland")
                    .map(ZoneId::of)
                    .toList();

    @Test
    void eachDateGetsOneOutcomeAndNoWarningTwiceAndNothingGivenIsLost() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            try {
                new History(seed).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** As long as all is heard before it is final. */
    @Test
    void theOutcomeOfTheFirstDateIsTheSameInWhicheverOrderItsReportsAreHeard() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Promise.Terms terms = terms(Kind.OTHER, MADE);
            Instant due = hoursAfter(MADE, random, 48);
            List<Report> reports =
                    List.of(
                            keep(random),
                            keep(random),
                            withdrawal(random),
                            revision(random, random.nextBoolean()));
            Set<List<@Nullable Object>> ends = new HashSet<>();
            for (List<Report> order : orders(reports)) {
                Promise promise = Promise.of(terms, null, due);
                order.forEach(report -> hear(promise, report));
                promise.finish(AFTER_ALL, List.of(), FINAL_AFTER);
                ends.add(Arrays.asList(outcome(promise, 1), promise.keptAt()));
            }
            assertThat(ends).as("seed %s: due %s, %s", seed, due, reports).hasSize(1);
        }
    }

    private static Outcome outcome(Promise promise, int revision) {
        Outcome outcome = promise.revision(revision).outcome();
        if (outcome == null) {
            throw new AssertionError("no outcome");
        }
        return outcome;
    }

    /** Something to hear of, and when. */
    private record Word(Instant heardAt, Object what) {}

    private record Delivered(int revision, Instant at) {}

    private static final class History {

        private final Random random;
        private final List<Resolution> heard = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();
        private final Map<Integer, Outcome> outcomes = new HashMap<>();
        private List<Revision> given = List.of();
        private Promise promise;

        private History(long seed) {
            random = new Random(seed);
            Instant recorded = random.nextInt(8) == 0 ? days(20) : MADE;
            Promise.Terms terms =
                    terms(random.nextBoolean() ? Kind.RESOLUTION : Kind.OTHER, recorded);
            LocalDate day =
                    random.nextInt(3) == 0 ? LocalDate.ofInstant(days(5), ZoneOffset.UTC) : null;
            Instant due = day == null ? days(6) : new Due.Day(day).endsAt(ZONES.getFirst());
            promise = Promise.of(terms, day, due);
        }

        private void play() {
            List<Word> words = new ArrayList<>();
            for (int i = random.nextInt(LONGEST); i > 0; i--) {
                words.add(word());
            }
            words.sort(Comparator.comparing(Word::heardAt));
            promise.made();
            for (Word word : words) {
                hear(word.what(), word.heardAt());
                check();
                timers(word.heardAt());
                check();
            }
            Keep standing = promise.keptAsItStands(heard, AFTER_ALL);
            if (standing != null) {
                promise.keep(standing, FINAL_AFTER);
            }
            promise.judge(AFTER_ALL, TEAM, FRESH);
            check();
            new Vigil(promise, TEAM).escalate(AFTER_ALL, FRESH);
            promise.finish(AFTER_ALL, heard, FINAL_AFTER);
            check();
            assertThat(promise.finish(AFTER_ALL.plus(FRESH), heard, FINAL_AFTER)).isEmpty();
            assertThat(outcomes).hasSize(promise.revisions().size());
            assertThat(promise.state()).isNotEqualTo(Promise.State.OPEN);
        }

        private Word word() {
            Instant at = days(20);
            Instant heardAt = random.nextInt(3) > 0 ? at : hoursAfter(at, random, 12 * 24);
            return new Word(
                    heardAt,
                    switch (random.nextInt(9)) {
                        case 0 -> new Keep(at, random.nextBoolean() ? at : heardAt);
                        case 1 -> new Withdrawal(random.nextBoolean(), at, at);
                        case 2 -> new Delivered(1 + random.nextInt(4), at);
                        case 3 -> resolution(at);
                        case 4 -> ZONES.get(random.nextInt(ZONES.size()));
                        default -> revision(at, random);
                    });
        }

        private Resolution resolution(Instant at) {
            boolean reopened = random.nextBoolean();
            return new Resolution(
                    promise.terms().caseId(),
                    1 + random.nextInt(3),
                    at,
                    at,
                    reopened ? hoursAfter(at, random, 48) : null,
                    reopened && random.nextBoolean());
        }

        private void hear(Object what, Instant now) {
            switch (what) {
                case Report report -> PromiseHistoryTest.hear(promise, report);
                case Delivered(int revision, Instant at) -> {
                    if (random.nextBoolean()) {
                        promise.delivered(revision, at);
                    } else {
                        promise.undelivered(revision, now, FRESH);
                    }
                }
                case ZoneId zone -> promise.endsIn(zone, now, FINAL_AFTER);
                case Resolution resolution -> {
                    heard.add(resolution);
                    promise.keptBy(List.of(resolution))
                            .forEach(keep -> promise.keep(keep, FINAL_AFTER));
                }
                default -> throw new IllegalArgumentException(what.toString());
            }
        }

        /** Any of them may fire again, or be late. */
        private void timers(Instant now) {
            Vigil vigil = new Vigil(promise, random.nextInt(4) == 0 ? ALONE : TEAM);
            if (random.nextBoolean()) {
                vigil.warn(now, heard);
            }
            if (random.nextInt(4) == 0 && promise.refusesAnswer(now) == null) {
                promise.answer(Answer.values()[random.nextInt(2)], now);
            }
            if (random.nextBoolean()) {
                vigil.hold(now, heard, false, UPDATE, FRESH);
            }
            if (random.nextBoolean()) {
                vigil.escalate(now, FRESH);
            }
            if (random.nextBoolean()) {
                promise.tellOfRevision(now, false, FRESH);
            }
            if (random.nextBoolean()) {
                promise.judge(now, TEAM, FRESH);
            }
            if (random.nextBoolean()) {
                promise.tellCustomer(now, false, now.plus(FRESH));
            }
            if (random.nextBoolean()) {
                promise.finish(now, heard, FINAL_AFTER);
            }
        }

        /** And stores the promise and reads it again. */
        private void check() {
            promise.unsaved().forEach(line -> facts.add(line.fact()));
            promise =
                    new Promise(
                            promise.terms(),
                            promise.condition(),
                            promise.state(),
                            promise.keptAt(),
                            promise.withdrawal(),
                            promise.revisions(),
                            promise.notices());
            List<Revision> now = List.copyOf(promise.revisions());
            assertThat(now.stream().limit(given.size()).map(History::asGiven))
                    .isEqualTo(given.stream().map(History::asGiven).toList());
            given = now;
            for (Revision revision : now) {
                Outcome before = outcomes.get(revision.number());
                if (before != null) {
                    assertThat(revision.outcome()).isEqualTo(before);
                } else if (revision.outcome() != null) {
                    outcomes.put(revision.number(), revision.outcome());
                }
            }
            assertThat(facts.stream().filter(Fact.Judged.class::isInstance).map(Fact::revision))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(outcomes.keySet());
            assertThat(facts.stream().filter(Fact.AtRisk.class::isInstance).map(History::warning))
                    .doesNotHaveDuplicates();
            assertThat(facts.stream().filter(Fact.Escalated.class::isInstance).map(History::step))
                    .doesNotHaveDuplicates();
            assertThat(facts.stream().filter(Fact.Held.class::isInstance)).hasSizeLessThan(2);
            assertThat(facts.stream().filter(History::isToldToCustomer).map(Fact::revision))
                    .as("not done, or broken")
                    .doesNotHaveDuplicates();
            assertThat(facts.stream().filter(Fact.Asked.class::isInstance).map(History::notice))
                    .doesNotHaveDuplicates();
            boolean over = promise.keptAt() != null || promise.withdrawal() != null;
            assertThat(over && !promise.notices().isEmpty()).isFalse();
        }

        /** But for when a day ends, and what is learnt of it. */
        private static Revision asGiven(Revision revision) {
            return new Revision(
                    revision.number(),
                    revision.dueDay(),
                    revision.dueDay() == null ? revision.due() : MADE,
                    revision.givenAt(),
                    revision.recordedAt(),
                    revision.change(),
                    null,
                    null,
                    Watch.NONE);
        }

        private static List<Integer> warning(Fact fact) {
            return fact instanceof Fact.AtRisk(int revision, _, int level)
                    ? List.of(revision, level)
                    : List.of();
        }

        private static List<Integer> step(Fact fact) {
            return fact instanceof Fact.Escalated(int revision, _, int level)
                    ? List.of(revision, level)
                    : List.of();
        }

        private static boolean isToldToCustomer(Fact fact) {
            return fact instanceof Fact.Asked asked
                    && (asked.notice().kind() == Notice.Kind.HOLDING
                            || asked.notice().kind() == Notice.Kind.BROKEN_CUSTOMER);
        }

        private static Notice notice(Fact fact) {
            if (fact instanceof Fact.Asked asked) {
                return asked.notice();
            }
            throw new IllegalArgumentException(fact.toString());
        }

        private Instant days(int most) {
            return hoursAfter(MADE, random, most * 24);
        }
    }

    private static void hear(Promise promise, Report report) {
        switch (report) {
            case Keep keep -> {
                if (promise.refuses(keep) == null) {
                    promise.keep(keep, FINAL_AFTER);
                }
            }
            case Withdrawal withdrawal -> {
                if (promise.refuses(withdrawal) == null) {
                    promise.withdraw(withdrawal);
                }
            }
            case RevisionRequest request -> {
                Instant due = request.due().endsAt(ZONES.getFirst());
                if (request.refused() == null && promise.refuses(request, due) == null) {
                    promise.revise(request, due);
                }
            }
        }
    }

    private static Keep keep(Random random) {
        Instant at = hoursAfter(MADE, random, 96);
        return new Keep(at, at);
    }

    private static Withdrawal withdrawal(Random random) {
        Instant at = hoursAfter(MADE, random, 96);
        return new Withdrawal(random.nextBoolean(), at, at);
    }

    private static RevisionRequest revision(Random random, boolean told) {
        Instant at = hoursAfter(MADE, random, 96);
        return revision(at, null, hoursAfter(at, random, 48), told ? at : null, random);
    }

    private static RevisionRequest revision(Instant at, Random random) {
        boolean day = random.nextInt(3) == 0;
        Instant due = hoursAfter(at, random, 96);
        return revision(
                at,
                day ? LocalDate.ofInstant(due, ZoneOffset.UTC) : null,
                day ? null : due,
                random.nextBoolean() ? at : null,
                random);
    }

    private static RevisionRequest revision(
            Instant at,
            @Nullable LocalDate day,
            @Nullable Instant due,
            @Nullable Instant toldAt,
            Random random) {
        return new RevisionRequest(
                new UUID(random.nextLong(), random.nextLong()),
                day,
                due,
                "MORE_WORK",
                random.nextInt(4) == 0 ? "CUSTOMER" : "US",
                null,
                toldAt,
                at,
                at);
    }

    private static Instant hoursAfter(Instant start, Random random, int most) {
        // whole hours, so that many things happen at the same moment
        return start.plus(Duration.ofHours(random.nextInt(most)));
    }

    private static List<List<Report>> orders(List<Report> reports) {
        if (reports.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Report>> orders = new ArrayList<>();
        for (int first = 0; first < reports.size(); first++) {
            List<Report> rest = new ArrayList<>(reports);
            Report begins = rest.remove(first);
            for (List<Report> order : orders(rest)) {
                List<Report> whole = new ArrayList<>(List.of(begins));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }

    private static Promise.Terms terms(Kind kind, Instant recorded) {
        return new Promise.Terms(
                UUID.fromString("5f0c1a52-0000-5000-8000-000000000003"),
                UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                "p-1",
                0,
                kind,
                null,
                MADE,
                recorded,
                false);
    }
}
