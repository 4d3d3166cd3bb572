package io.aftercare.followups.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseMerged;
import io.aftercare.events.cases.Handling;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.CaseHandling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What waits under the id of a merged case is judged by what was said of that id last. */
@ServiceTest
class HandlingOfMergedCasesTest {

    private static final List<Handling> KNOWN =
            List.of(Handling.NORMAL, Handling.QUIET, Handling.PERSON_ONLY);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;

    @Test
    void aMachineSaysNoMoreOfAMergedCaseThanTheOneThatGoesOnAllowsFromNowOn() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        merge(merged, remaining);
        settle();
        remaining.handled(Handling.PERSON_ONLY);
        settle();

        assertThat(standing(merged)).isEqualTo("PERSON_ONLY");
        assertThat(standing(remaining)).isEqualTo("PERSON_ONLY");
    }

    @Test
    void theMergeItselfMayMakeItStricter() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        remaining.handled(Handling.PERSON_ONLY);
        settle();
        assertThat(said(merged)).isEmpty();

        merge(merged, remaining);
        settle();

        assertThat(standing(merged)).isEqualTo("PERSON_ONLY");
    }

    @Test
    void theMergeMayBeHeardOfFirst() {
        CaseStory remaining = story();
        CaseStory merged = opened();
        merge(merged, remaining);
        settle();
        remaining.handled(Handling.QUIET);
        settle();

        assertThat(standing(merged)).isEqualTo("QUIET");
    }

    @Test
    void theMergeMayBeHeardOfLongAfterWhatFollowedIt() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        remaining.handled(Handling.PERSON_ONLY);
        CaseEvent merge = merged.fact(2, 0, clock.instant(), new CaseMerged(remaining.caseId));
        for (int sequence = 3; sequence < 9; sequence++) {
            merged.repeat(
                    merged.fact(sequence, 0, clock.instant(), new CaseAssigned("ola", "north")));
        }
        settle();
        merged.repeat(merge);
        settle();

        assertThat(standing(merged)).isEqualTo("PERSON_ONLY");
    }

    @Test
    void itHoldsThroughAChainOfMerges() {
        CaseStory last = opened();
        CaseStory middle = opened();
        CaseStory first = opened();
        merge(middle, last);
        merge(first, middle);
        settle();
        last.handled(Handling.PERSON_ONLY);
        settle();

        assertThat(standing(first)).isEqualTo("PERSON_ONLY");
        assertThat(standing(middle)).isEqualTo("PERSON_ONLY");
    }

    @Test
    void aChainThatGrowsIntoAStricterCaseIsStricterFromItsBeginning() {
        CaseStory last = opened();
        CaseStory middle = opened();
        CaseStory first = opened();
        last.handled(Handling.PERSON_ONLY);
        merge(first, middle);
        settle();
        merge(middle, last);
        settle();

        assertThat(standing(first)).isEqualTo("PERSON_ONLY");
    }

    @Test
    void whatOnlyTheRemainingCaseForbadeIsAllowedAgainWithIt() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        merged.handled(Handling.QUIET);
        merge(merged, remaining);
        remaining.handled(Handling.PERSON_ONLY);
        settle();
        assertThat(standing(merged)).isEqualTo("PERSON_ONLY");

        remaining.handled(Handling.NORMAL);
        settle();

        assertThat(standing(merged)).isEqualTo("QUIET");
    }

    @Test
    void theMergedCaseAloneAllowsNothingThatTheOtherForbids() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        remaining.handled(Handling.PERSON_ONLY);
        merge(merged, remaining);
        settle();
        for (int i = 0; i < 9; i++) {
            merged.tell(0, clock.instant(), new CaseAssigned("ola", "north"));
        }
        merged.handled(Handling.QUIET);
        merged.handled(Handling.NORMAL);
        settle();

        assertThat(said(merged))
                .extracting(it -> it.getHandling().name())
                .isNotEmpty()
                .containsOnly("PERSON_ONLY");
    }

    @Test
    void theMergedCaseMayBecomeStricterThanTheOneThatGoesOn() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        merge(merged, remaining);
        settle();
        merged.handled(Handling.PERSON_ONLY);
        settle();

        assertThat(standing(merged)).isEqualTo("PERSON_ONLY");
        assertThat(said(remaining)).isEmpty();
    }

    @Test
    void nothingIsSaidOfWhatHandlingDoesNotDependOnNorTwice() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        merge(merged, remaining);
        CaseEvent handled = remaining.handled(Handling.PERSON_ONLY);
        settle();
        int before = said(merged).size();

        remaining.repeat(handled);
        remaining.tell(0, clock.instant(), new CaseAssigned("ola", "north"));
        merged.tell(0, clock.instant(), new CaseAssigned("ola", "north"));
        settle();

        assertThat(said(merged)).hasSize(before);
    }

    @Test
    void inWhicheverOrderAChainIsHeardOfTheStrictestOfItHoldsInTheEnd() {
        Random random = new Random(7);
        Map<CaseStory, Handling> expected = new HashMap<>();
        List<Runnable> heard = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            CaseStory last = opened();
            CaseStory middle = opened();
            CaseStory first = opened();
            Handling strictest = Handling.NORMAL;
            for (CaseStory each : List.of(last, middle, first)) {
                each.handled(KNOWN.get(random.nextInt(KNOWN.size())));
                Handling handling = KNOWN.get(random.nextInt(KNOWN.size()));
                heard.add(() -> each.handled(handling));
                strictest = Collections.max(List.of(strictest, handling));
                expected.put(each, strictest);
            }
            heard.add(() -> merge(first, middle));
            heard.add(() -> merge(middle, last));
        }
        Collections.shuffle(heard, random);
        heard.forEach(Runnable::run);
        settle();

        expected.forEach(
                (story, handling) -> assertThat(standing(story)).isEqualTo(handling.name()));
    }

    private void settle() {
        quiet.await();
        timers.due();
        quiet.await();
    }

    private void merge(CaseStory merged, CaseStory into) {
        merged.tell(0, clock.instant(), new CaseMerged(into.caseId));
    }

    /** What holds by the rule of the topic, whichever was heard last; at first it is normal. */
    private static String standing(CaseStory story) {
        CaseHandling newest = new CaseHandling(io.aftercare.requests.Handling.NORMAL, 0L);
        for (CaseHandling next : said(story)) {
            if (next.getSequence() > newest.getSequence()) {
                newest = next;
            }
        }
        return newest.getHandling().name();
    }

    private static List<CaseHandling> said(CaseStory story) {
        return story.letters().stream()
                .filter(it -> it.getMessageKey().equals("HANDLING:" + story.caseId))
                .map(it -> (CaseHandling) it.getBody())
                .toList();
    }

    private CaseStory opened() {
        return story().opened();
    }

    private CaseStory story() {
        return new CaseStory(publishing, sent, clock);
    }
}
