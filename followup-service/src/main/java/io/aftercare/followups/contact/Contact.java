package io.aftercare.followups.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        ERASED,
        CORRECTED
    }

    /** What a contact decided. */
    sealed interface Fact {
        record Planned(Instant due) implements Fact {}

        /**
         * @param notAfter until when the question is worth sending
         */
        record Asked(Instant notAfter) implements Fact {}

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
     * What a contact is about; never changes, but that another may be handed it before it is asked.
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

    /** Nobody changes their mind more often; who goes on pressing is not heard any more. */
    static final int MOST_ANSWERS = 20;

    private final Terms terms;
    private State state;
    private @Nullable Answer answer;
    private @Nullable Answer feedback;
    private int answers;

    /**
     * @param answers how many were taken
     */
    Contact(
            Terms terms,
            State state,
            @Nullable Answer answer,
            @Nullable Answer feedback,
            int answers) {
        this.terms = terms;
        this.state = state;
        this.answer = answer;
        this.feedback = feedback;
        this.answers = answers;
    }

    static Contact planned(Terms terms) {
        return new Contact(terms, State.PLANNED, null, null, 0);
    }

    /** The marker of a cycle that ended before its resolution was heard of. */
    static Contact endedUnheard(UUID id, UUID caseId, int cycle) {
        return new Contact(
                new Terms(id, caseId, cycle, null, null, null, 1), State.ENDED, null, null, 0);
    }

    /**
     * The time has come. Somebody who answered already is not asked.
     *
     * @param freshFor how long after its due date the question is worth sending
     */
    List<Fact> ask(boolean personErased, Duration freshFor) {
        if (state != State.PLANNED || answer != null || terms.due == null) {
            return List.of();
        }
        if (personErased) {
            return erase();
        }
        state = State.ASKED;
        return List.of(new Fact.Asked(terms.due.plus(freshFor)));
    }

    /** The case was taken up again. */
    List<Fact> end() {
        List<Fact> facts = withdrawn(Reason.REOPENED);
        if (state != State.ERASED) {
            state = State.ENDED;
        }
        return facts;
    }

    /**
     * What the case was resolved as was wrong, and of what it really was nobody is asked. Whom the
     * question may have reached may answer it.
     */
    List<Fact> correct() {
        List<Fact> facts = withdrawn(Reason.CORRECTED);
        if (state == State.PLANNED) {
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
                        new Fact.Withdrawn(reason, reason != Reason.ERASED && state == State.ASKED))
                : List.of();
    }

    /** SOLVED may become NOT_SOLVED; that ends the cycle, so what comes after it is feedback. */
    List<Fact> answer(Answer given) {
        if (state == State.ERASED || given == latestAnswer() || answers == MOST_ANSWERS) {
            return List.of();
        }
        answers++;
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

    int answers() {
        return answers;
    }
}
