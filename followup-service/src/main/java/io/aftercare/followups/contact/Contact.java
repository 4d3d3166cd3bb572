package io.aftercare.followups.contact;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question "is it really solved?" about one resolution of a case. The end of the cycle absorbs:
 * whatever arrives after it plans and asks nothing, and an answer is kept as feedback only.
 */
final class Contact {

    enum State {
        /** Will be asked when due. */
        PLANNED,
        /** Handed over to be sent. */
        ASKED,
        /** The case was taken up again. */
        ENDED,
        /** The person is forgotten, and the page with them. */
        ERASED
    }

    enum Answer {
        SOLVED,
        NOT_SOLVED
    }

    enum Reason {
        REOPENED,
        ERASED
    }

    /** What a contact decided. */
    sealed interface Fact {
        record Planned(Instant due) implements Fact {}

        record Asked() implements Fact {}

        /**
         * @param late true if it changes nothing for the case any more
         */
        record Answered(Answer answer, boolean late) implements Fact {}

        /**
         * @param takenBack true if the message may be under way and is not to be sent; who is
         *     forgotten gets no message anyway
         */
        record Withdrawn(Reason reason, boolean takenBack) implements Fact {}
    }

    /**
     * What a contact is about; never changes.
     *
     * @param due when to ask; null for a cycle that ended before its resolution was heard of
     * @param linkVersion counts up to revoke older links
     */
    record Terms(
            UUID id,
            UUID caseId,
            int cycle,
            @Nullable String personId,
            @Nullable String owner,
            @Nullable Instant due,
            int linkVersion) {}

    private static final Set<String> OUTCOMES_ASKED_ABOUT = Set.of("SOLVED", "WORKAROUND");

    private final Terms terms;
    private State state;
    private @Nullable Answer answer;
    private @Nullable Answer feedback;

    Contact(Terms terms, State state, @Nullable Answer answer, @Nullable Answer feedback) {
        this.terms = terms;
        this.state = state;
        this.answer = answer;
        this.feedback = feedback;
    }

    /** Whether anybody is to be asked after a resolution with this outcome. */
    static boolean followsUp(String outcome) {
        return OUTCOMES_ASKED_ABOUT.contains(outcome);
    }

    static Contact planned(Terms terms) {
        return new Contact(terms, State.PLANNED, null, null);
    }

    /** The marker of a cycle that ended before its resolution was heard of. */
    static Contact endedUnheard(UUID id, UUID caseId, int cycle) {
        return new Contact(
                new Terms(id, caseId, cycle, null, null, null, 1), State.ENDED, null, null);
    }

    /** The time has come. Somebody who answered already is not asked. */
    List<Fact> ask(boolean personErased) {
        if (state != State.PLANNED || answer != null) {
            return List.of();
        }
        if (personErased) {
            return erase();
        }
        state = State.ASKED;
        return List.of(new Fact.Asked());
    }

    /** The case was taken up again. */
    List<Fact> end() {
        List<Fact> facts = withdrawn(Reason.REOPENED);
        if (state != State.ERASED) {
            state = State.ENDED;
        }
        return facts;
    }

    /** The person wants to be forgotten. */
    List<Fact> erase() {
        List<Fact> facts = withdrawn(Reason.ERASED);
        state = State.ERASED;
        return facts;
    }

    /** Nothing is withdrawn where nobody waits for an answer any more. */
    private List<Fact> withdrawn(Reason reason) {
        boolean waits = state == State.PLANNED || state == State.ASKED;
        return waits && answer == null
                ? List.of(
                        new Fact.Withdrawn(
                                reason, reason == Reason.REOPENED && state == State.ASKED))
                : List.of();
    }

    /** SOLVED may become NOT_SOLVED; that ends the cycle, so what comes after it is feedback. */
    List<Fact> answer(Answer given) {
        if (state == State.ERASED || given == latestAnswer()) {
            return List.of();
        }
        if (state == State.ENDED || answer == Answer.NOT_SOLVED) {
            feedback = given;
            return List.of(new Fact.Answered(given, true));
        }
        answer = given;
        return List.of(new Fact.Answered(given, false));
    }

    private @Nullable Answer latestAnswer() {
        return feedback == null ? answer : feedback;
    }

    Terms terms() {
        return terms;
    }

    State state() {
        return state;
    }

    /** What the customer said while it counted. */
    @Nullable Answer answer() {
        return answer;
    }

    /** What the customer said afterwards. */
    @Nullable Answer feedback() {
        return feedback;
    }
}
