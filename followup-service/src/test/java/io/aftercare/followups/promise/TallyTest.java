package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Promise.Kind;
import io.aftercare.followups.promise.Promise.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-04T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-06T10:00:00Z");
    private static final Instant FINAL = LATER.plus(Duration.ofDays(8));
    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Promise promise = promise(false);

    @Test
    void aNewPromiseIsMadeAndOpen() {
        assertThat(changes(promise)).isEqualTo(Map.of("MADE", 1, "NOW_OPEN", 1));
        assertThat(Tally.of(promise(true))).containsEntry("IMPORTED", 1);
    }

    @Test
    void keptInTimeItIsKeptAtOnceForNowAndForEverAWeekLater() {
        promise.keep(new Keep(DUE, DUE), WEEK);
        assertThat(Tally.of(promise)).isEqualTo(Map.of("MADE", 1, "NOW_KEPT", 1));

        judged();
        assertThat(Tally.of(promise)).isEqualTo(Map.of("MADE", 1, "DATE_KEPT", 1, "FIRST_KEPT", 1));
    }

    @Test
    void keptAMillisecondLateItIsBroken() {
        promise.keep(new Keep(DUE.plus(MS), DUE.plus(MS)), WEEK);
        assertThat(Tally.of(promise)).containsKey("NOW_BROKEN");
        judged();
        assertThat(Tally.of(promise)).containsKey("FIRST_BROKEN_SILENTLY");
    }

    @Test
    void brokenItIsBrokenAtOnceNotAWeekLater() {
        promise.judge(DUE.plus(MS), Desk.situation("kari"), WEEK);
        assertThat(Tally.of(promise)).isEqualTo(Map.of("MADE", 1, "NOW_BROKEN", 1));
    }

    @Test
    void aNewDateCountsOnceItIsKnownThatTheCustomerKnows() {
        revise("US", MADE.plus(MS), null);
        assertThat(Tally.of(promise))
                .isEqualTo(Map.of("MADE", 1, "REVISED", 1, "NOW_NEW_DATE_UNTOLD", 1));

        promise.delivered(2, DUE);
        assertThat(Tally.of(promise)).containsKey("NOW_EXPLAINED_IN_TIME");
        judged();
        assertThat(Tally.of(promise))
                .containsEntry("FIRST_EXPLAINED_IN_TIME", 1)
                .containsEntry("DATE_BROKEN_SILENTLY", 1);
    }

    @Test
    void toldAMillisecondLateItIsExplainedLate() {
        revise("US", MADE.plus(MS), null);
        promise.delivered(2, DUE.plus(MS));
        assertThat(Tally.of(promise)).containsKey("NOW_EXPLAINED_LATE");
    }

    @Test
    void aDateThatTheCustomerAskedToMoveHarmsNoFigure() {
        revise("CUSTOMER", DUE, null);
        assertThat(Tally.of(promise))
                .isEqualTo(Map.of("MADE", 1, "REVISED_BY_CUSTOMER", 1, "NOW_MOVED_BY_CUSTOMER", 1));
        judged();
        assertThat(Tally.of(promise))
                .containsEntry("FIRST_MOVED_BY_CUSTOMER", 1)
                .containsEntry("DATE_MOVED_BY_CUSTOMER", 1)
                .doesNotContainKeys("FIRST_EXPLAINED_IN_TIME", "REVISED");
    }

    @Test
    void butOneThatTheyAskedToMoveOnlyWhenItHadPassedDoes() {
        revise("CUSTOMER", DUE.plus(MS), null);
        assertThat(Tally.of(promise)).containsKey("NOW_EXPLAINED_LATE");
    }

    @Test
    void withdrawnInTimeCountsApartFromWithdrawnTooLate() {
        promise.withdraw(new Withdrawal(false, DUE, DUE));
        assertThat(Tally.of(promise)).containsKey("NOW_WITHDRAWN");

        Promise agreed = promise(false);
        agreed.withdraw(new Withdrawal(true, DUE, DUE));
        assertThat(Tally.of(agreed)).containsKey("NOW_WITHDRAWN_AGREED");

        Promise late = promise(false);
        late.withdraw(new Withdrawal(true, DUE.plus(MS), DUE.plus(MS)));
        assertThat(Tally.of(late)).containsKey("NOW_BROKEN");
    }

    @Test
    void whatChangesIsTheDifferenceToWhatWasCounted() {
        promise.countedUnder(attribution());
        promise.keep(new Keep(DUE, DUE), WEEK);
        assertThat(changes(promise)).isEqualTo(Map.of("NOW_OPEN", -1, "NOW_KEPT", 1));
    }

    /** So that who reads a line can add it up. */
    @Test
    void whatWasMadeIsAlwaysWhatWasJudgedAndWhatStands() {
        for (String initiative : Set.of("US", "CUSTOMER", "THIRD_PARTY")) {
            for (Instant at : List.of(MADE, DUE, DUE.plus(MS))) {
                Promise moved = promise(false);
                moved.revise(request(initiative, at, null), LATER);
                assertAddsUp(moved);
                moved.finish(FINAL, List.of(), WEEK);
                assertAddsUp(moved);
            }
        }
    }

    private static Map<String, Integer> changes(Promise promise) {
        List<Tally.Change> changes = Tally.changes(promise);
        assertThat(changes).hasSize(1);
        return changes.getFirst().by();
    }

    private static void assertAddsUp(Promise promise) {
        int first =
                Tally.of(promise).entrySet().stream()
                        .filter(
                                it ->
                                        it.getKey().startsWith("FIRST_")
                                                || it.getKey().startsWith("NOW_"))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        assertThat(first).isEqualTo(1);
    }

    private void judged() {
        promise.finish(FINAL, List.of(), WEEK);
    }

    private void revise(String initiative, Instant at, @Nullable Instant toldAt) {
        promise.revise(request(initiative, at, toldAt), LATER);
    }

    private static RevisionRequest request(
            String initiative, Instant at, @Nullable Instant toldAt) {
        return new RevisionRequest(
                UUID.randomUUID(), null, LATER, "WEATHER", initiative, null, toldAt, at, at);
    }

    private static Promise promise(boolean imported) {
        return Promise.of(
                        new Terms(
                                UUID.fromString("5f0c1a52-0000-5000-8000-000000000003"),
                                UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                                "p-1",
                                0,
                                Kind.OTHER,
                                null,
                                MADE,
                                MADE,
                                imported),
                        null,
                        DUE)
                .countUnder(attribution());
    }

    private static Attribution attribution() {
        return new Attribution(LocalDate.parse("2026-03-02"), null, null, null, null, null);
    }
}
