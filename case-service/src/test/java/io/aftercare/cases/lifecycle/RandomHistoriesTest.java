package io.aftercare.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.lifecycle.Case.State;
import io.aftercare.cases.lifecycle.Promise.End;
import io.aftercare.cases.lifecycle.Promise.Ended;
import io.aftercare.cases.lifecycle.Report.Assigned;
import io.aftercare.cases.lifecycle.Report.Changed;
import io.aftercare.cases.lifecycle.Report.Closed;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Report.Handling;
import io.aftercare.cases.lifecycle.Report.Initiative;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Merged;
import io.aftercare.cases.lifecycle.Report.Opened;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.Priority;
import io.aftercare.cases.lifecycle.Report.PromiseKept;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.cases.lifecycle.Report.PromiseRevised;
import io.aftercare.cases.lifecycle.Report.PromiseWithdrawn;
import io.aftercare.cases.lifecycle.Report.Promised;
import io.aftercare.cases.lifecycle.Report.Remedy;
import io.aftercare.cases.lifecycle.Report.Reopened;
import io.aftercare.cases.lifecycle.Report.Resolved;
import io.aftercare.cases.lifecycle.Report.RevisionReason;
import io.aftercare.cases.lifecycle.Verdict.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random courses of a case, as a source may live through them. What must come of each is noted
 * while it is made up, by the rules of the domain and not by asking the case.
 */
class RandomHistoriesTest {

    /** The number of a round is its seed, so a failure can be looked at again. */
    private static final int ROUNDS = Boolean.getBoolean("thorough") ? 200_000 : 2_000;

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UUID CASE = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000003");

    @Test
    void reportedInOrderEveryReportIsTaken() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            History history = new History(new Random(seed));
            Case one = history.open();

            for (Report report : history.reports) {
                assertThat(one.take(report, List.of(OTHER), report.occurredAt()).result())
                        .as("%s of seed %s", report, seed)
                        .isEqualTo(Result.APPLIED);
            }
            history.assertEnd(one, seed);
            assertThat(one.cycle()).as("seed %s", seed).isEqualTo(history.cycles);
        }
    }

    @Test
    void repeatedAndShuffledNoneIsRefusedAndTheEndIsTheSame() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            History history = new History(random);
            Case one = history.open();

            for (Report report : history.shuffled(random)) {
                assertThat(one.take(report, List.of(OTHER), report.occurredAt()).result())
                        .as("%s of seed %s", report, seed)
                        .isNotEqualTo(Result.REFUSED);
                if (random.nextInt(4) == 0) {
                    Verdict again = one.take(report, List.of(OTHER), report.occurredAt());
                    assertThat(again.facts()).as("%s again, seed %s", report, seed).isEmpty();
                }
            }
            history.assertEnd(one, seed);
        }
    }

    /** One course, and what it must come to. */
    private static final class History {

        private final Random random;
        final Opened opened =
                new Opened(
                        "p1",
                        new Matter(Kind.FAULT, "line", null, Priority.NORMAL, Handling.NORMAL),
                        "kari",
                        null,
                        null,
                        null,
                        false);
        final List<Report> reports = new ArrayList<>();
        private final Map<UUID, PromiseKind> running = new LinkedHashMap<>();
        private Moment last = new Moment(NOON, Opened.RANK, "r0");

        private String owner = "kari";
        private Matter matter = opened.matter();
        private State state = State.OPEN;
        private Moment stateSince = last;
        private @Nullable Instant resolvedAt;
        private boolean merged;
        int cycles;
        private final Map<UUID, Moment> revised = new LinkedHashMap<>();
        private final Map<UUID, Ended> ended = new LinkedHashMap<>();
        private final Set<UUID> promised = new HashSet<>();

        History(Random random) {
            this.random = random;
            int steps = 3 + random.nextInt(15);
            for (int i = 0; i < steps; i++) {
                step();
            }
            if (random.nextInt(3) == 0) {
                enter(State.CLOSED, new Closed());
            }
            if (random.nextInt(4) == 0) {
                enter(State.CLOSED, new Merged(OTHER, "4712"));
                merged = true;
            }
            if (random.nextBoolean()) {
                promiseStep();
            }
        }

        private void step() {
            switch (random.nextInt(4)) {
                case 0 -> {
                    owner = "staff" + random.nextInt(3);
                    add(new Assigned(owner, null));
                }
                case 1 -> change();
                case 2 -> promiseStep();
                default -> {
                    if (state == State.OPEN && random.nextInt(3) > 0) {
                        resolvedAt =
                                enter(
                                                State.RESOLVED,
                                                new Resolved(Outcome.SOLVED, Remedy.NONE, null))
                                        .occurredAt();
                        cycles++;
                    } else {
                        enter(State.OPEN, new Reopened(null));
                    }
                }
            }
        }

        private Moment enter(State next, Report.Body body) {
            state = next;
            stateSince = add(body);
            return stateSince;
        }

        private void change() {
            boolean kind = random.nextBoolean();
            boolean cause = random.nextBoolean();
            boolean priority = random.nextBoolean() || !kind && !cause;
            Kind newKind = random.nextBoolean() ? Kind.COMPLAINT : Kind.QUESTION;
            boolean handling = random.nextInt(3) == 0;
            Handling newHandling = random.nextBoolean() ? Handling.QUIET : Handling.NORMAL;
            String newCause = "cause" + random.nextInt(3);
            Priority newPriority = random.nextBoolean() ? Priority.LOW : Priority.HIGH;
            matter =
                    new Matter(
                            kind ? newKind : matter.kind(),
                            cause ? newCause : matter.cause(),
                            matter.product(),
                            priority ? newPriority : matter.priority(),
                            handling ? newHandling : matter.handling());
            add(
                    new Changed(
                            kind ? newKind : null,
                            cause ? newCause : null,
                            null,
                            priority ? newPriority : null,
                            handling ? newHandling : null));
        }

        private void promiseStep() {
            Due due = new Due.At(NOON.plusSeconds(1_000_000));
            if (running.isEmpty() || random.nextInt(3) == 0) {
                UUID id = new UUID(0x5000, 0x8000_0000_0000_0000L + promised.size());
                PromiseKind kind = PromiseKind.values()[1 + random.nextInt(7)];
                promised.add(id);
                running.put(id, kind);
                add(new Promised(id, "p", kind, due, null));
                return;
            }
            UUID id = List.copyOf(running.keySet()).get(random.nextInt(running.size()));
            if (random.nextBoolean()) {
                revised.put(
                        id,
                        add(
                                new PromiseRevised(
                                        id,
                                        "p",
                                        due,
                                        RevisionReason.MORE_WORK,
                                        Initiative.US,
                                        null)));
            } else if (running.remove(id) == PromiseKind.RESOLUTION || random.nextInt(3) == 0) {
                Moment moment = add(new PromiseWithdrawn(id, "p", false));
                ended.put(id, new Ended(End.WITHDRAWN, moment.occurredAt()));
            } else {
                Moment moment = add(new PromiseKept(id, "p"));
                ended.put(id, new Ended(End.KEPT, moment.occurredAt()));
            }
        }

        /** Things may happen in one instant, in the order of their ranks. */
        private Moment add(Report.Body body) {
            boolean sameInstant = random.nextInt(3) == 0 && body.rank() > last.rank();
            Instant at = last.occurredAt().plusSeconds(sameInstant ? 0 : 1 + random.nextInt(90));
            Report report = report("r" + (reports.size() + 1), at, body);
            reports.add(report);
            last = report.moment();
            return last;
        }

        Case open() {
            return Case.open(report("r0", NOON, opened), opened);
        }

        /** In any order, but that a promise must be known before anything happens to it. */
        List<Report> shuffled(Random random) {
            List<Report> rest = new ArrayList<>(reports);
            Collections.shuffle(rest, random);
            List<Report> result = new ArrayList<>();
            Set<UUID> known = new HashSet<>();
            while (!rest.isEmpty()) {
                for (Report report : List.copyOf(rest)) {
                    UUID needed = needs(report.body());
                    if (needed == null || known.contains(needed)) {
                        rest.remove(report);
                        result.add(report);
                        if (report.body() instanceof Promised made) {
                            known.add(made.promiseId());
                        }
                    }
                }
            }
            return result;
        }

        private static @Nullable UUID needs(Report.Body body) {
            return switch (body) {
                case PromiseRevised it -> it.promiseId();
                case PromiseKept it -> it.promiseId();
                case PromiseWithdrawn it -> it.promiseId();
                default -> null;
            };
        }

        void assertEnd(Case one, int seed) {
            assertThat(one.stage().state()).as("seed %s", seed).isEqualTo(state);
            assertThat(one.stage().since()).as("seed %s", seed).isEqualTo(stateSince);
            assertThat(one.mergedInto() != null).as("seed %s", seed).isEqualTo(merged);
            assertThat(one.assignment().owner()).as("seed %s", seed).isEqualTo(owner);
            assertThat(one.matter()).as("seed %s", seed).isEqualTo(matter);
            if (state == State.RESOLVED) {
                assertThat(one.stage().last())
                        .as("seed %s", seed)
                        .extracting(Resolution::at)
                        .isEqualTo(resolvedAt);
            }
            assertThat(one.changedPromises())
                    .as("seed %s", seed)
                    .extracting(Promise::id)
                    .containsExactlyInAnyOrderElementsOf(promised);
            for (Promise promise : one.changedPromises()) {
                assertThat(promise.revised())
                        .as("seed %s", seed)
                        .isEqualTo(revised.get(promise.id()));
                assertThat(promise.ended()).as("seed %s", seed).isEqualTo(ended.get(promise.id()));
            }
        }

        private static Report report(String id, Instant at, Report.Body body) {
            return new Report(CASE, "crm", id, "4711", at, false, body);
        }
    }
}
