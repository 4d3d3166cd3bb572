package io.aftercare.surveys.survey;

import io.aftercare.hours.ContactWindow;
import io.aftercare.hours.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question for an opinion about one resolution: one per case and cycle. The end of the cycle
 * absorbs: whatever comes after it plans and asks nothing.
 */
final class Survey {

    /** NEW: nothing is known yet. SUPPRESSED and WITHDRAWN are final. */
    enum State {
        NEW,
        PLANNED,
        ASKED,
        SUPPRESSED,
        WITHDRAWN
    }

    /** Why not, or not any more. */
    enum Reason {
        OUTCOME,
        NO_PERSON,
        REFUSED,
        HANDLING,
        NO_MOMENT,
        TOO_LATE,
        ERASED,
        REOPENED,
        NOT_SOLVED
    }

    /** What a survey has decided. */
    sealed interface Fact {

        /** It is asked at this moment, if nothing speaks against it then. */
        record Planned(Instant moment) implements Fact {}

        /** It is asked now; the invitation may go out until this instant. */
        record Asked(Instant until) implements Fact {}

        /**
         * @param version 1 for the first answer
         * @param late the cycle had ended
         */
        record Answered(int satisfaction, int version, boolean late) implements Fact {}

        /**
         * @param wasAsked an invitation is to be taken back
         */
        record Withdrawn(Reason reason, boolean wasAsked) implements Fact {}

        record Suppressed(Reason reason) implements Fact {}
    }

    /**
     * What was planned at the resolution.
     *
     * @param owner who answers for the case, the id behind {@code staff:}
     * @param window when it may be asked
     * @param moment when it is to be asked; null if it never was to be
     */
    record Plan(
            @Nullable String personId,
            @Nullable String owner,
            Span window,
            @Nullable Instant moment) {

        private Plan at(Instant chosen) {
            return new Plan(personId, owner, window, chosen);
        }
    }

    /**
     * What was sent.
     *
     * @param expiresAt from then on the page takes no answer
     * @param deliveredAt when the provider took it
     * @param notDelivered the code of the reason why it did not arrive
     */
    record Invitation(
            Instant askedAt,
            Instant expiresAt,
            @Nullable Instant deliveredAt,
            @Nullable String notDelivered) {}

    /**
     * How far a survey has come, beside its answers.
     *
     * @param plan null if its cycle ended before its resolution was heard of
     * @param linkVersion raised to revoke links
     */
    record Course(
            State state,
            @Nullable Reason reason,
            @Nullable Plan plan,
            @Nullable Invitation invitation,
            int linkVersion) {

        static final Course NEW = new Course(State.NEW, null, null, null, 1);

        private Course planned(Plan now) {
            return new Course(State.PLANNED, null, now, invitation, linkVersion);
        }

        private Course asked(Invitation now) {
            return new Course(State.ASKED, null, plan, now, linkVersion);
        }

        private Course over(State end, Reason why) {
            return new Course(end, why, plan, invitation, linkVersion);
        }

        private Course with(Invitation now) {
            return new Course(state, reason, plan, now, linkVersion);
        }

        private Course revoked() {
            return new Course(state, reason, plan, invitation, linkVersion + 1);
        }
    }

    /** What the customer says. */
    record Answer(int version, int satisfaction, Instant at, boolean late) {}

    /** Corrections by one link; who goes on changing the answer is not heard any more. */
    static final int MOST_VERSIONS = 20;

    private final UUID id;
    private final UUID caseId;
    private final int cycle;
    private Course course;
    private @Nullable Answer answer;

    /**
     * @param answer the last version
     */
    Survey(UUID id, UUID caseId, int cycle, Course course, @Nullable Answer answer) {
        this.id = id;
        this.caseId = caseId;
        this.cycle = cycle;
        this.course = course;
        this.answer = answer;
    }

    /** A survey of which nothing is known yet. */
    static Survey of(UUID id, UUID caseId, int cycle) {
        return new Survey(id, caseId, cycle, Course.NEW, null);
    }

    /**
     * The case was resolved: chooses the moment. Where the window has no allowed time it is any
     * second of it, because hours may be other ones when it is due.
     *
     * @param wanted false if the outcome asks for no survey
     * @param window when it may be asked at all
     * @param hours when the person may be written to, as far as known
     */
    List<Fact> plan(
            @Nullable String personId,
            @Nullable String owner,
            boolean wanted,
            Span window,
            ContactWindow hours) {
        if (course.state != State.NEW) {
            return List.of();
        }
        Plan plan = new Plan(personId, owner, window, null);
        course = course.planned(plan);
        if (!wanted) {
            return suppress(Reason.OUTCOME);
        }
        if (personId == null) {
            return suppress(Reason.NO_PERSON);
        }
        Instant allowed = Moment.of(id, hours.allowedBetween(window.start(), window.end()));
        return planAt(plan, allowed != null ? allowed : somewhereIn(window));
    }

    private Instant somewhereIn(Span window) {
        return Objects.requireNonNull(Moment.of(id, List.of(window)));
    }

    /**
     * The moment has come: judges again and asks, chooses a later moment of the window, or lets it
     * be.
     *
     * @param objection what speaks against asking this person, or null
     * @param answerable for how long the page takes answers
     */
    List<Fact> due(
            Instant now, @Nullable Reason objection, ContactWindow hours, Duration answerable) {
        Plan plan = course.plan;
        if (course.state != State.PLANNED
                || plan == null
                || plan.moment == null
                || now.isBefore(plan.moment)) {
            return List.of();
        }
        if (objection != null) {
            return suppress(objection);
        }
        Instant end = plan.window.end();
        if (!now.isBefore(end)) {
            return suppress(Reason.TOO_LATE);
        }
        if (hours.isAllowed(now)) {
            course = course.asked(new Invitation(now, now.plus(answerable), null, null));
            return List.of(new Fact.Asked(end));
        }
        Instant later = Moment.of(id, hours.allowedBetween(now, end));
        return later == null ? suppress(Reason.NO_MOMENT) : planAt(plan, later);
    }

    private List<Fact> planAt(Plan plan, Instant chosen) {
        course = course.planned(plan.at(chosen));
        return List.of(new Fact.Planned(chosen));
    }

    private List<Fact> suppress(Reason why) {
        course = course.over(State.SUPPRESSED, why);
        return List.of(new Fact.Suppressed(why));
    }

    /** The cycle ended. Of asking and this, what comes first wins. */
    List<Fact> end(Reason why) {
        State before = course.state;
        if (before == State.SUPPRESSED || before == State.WITHDRAWN) {
            return List.of();
        }
        course = course.over(State.WITHDRAWN, why);
        return before == State.NEW
                ? List.of()
                : List.of(new Fact.Withdrawn(why, before == State.ASKED));
    }

    /** The person was erased: ends, and no link opens the page any more. */
    List<Fact> erase() {
        course = course.revoked();
        return end(Reason.ERASED);
    }

    /** True if the page takes answers: also after the cycle ended, as feedback. */
    boolean isOpen(Instant now) {
        return course.invitation != null && now.isBefore(course.invitation.expiresAt);
    }

    /**
     * Takes an answer, or a correction of it; the same again changes nothing, nor does a correction
     * after very many.
     *
     * @param satisfaction 1 (not at all) to 5 (very)
     */
    List<Fact> answer(int satisfaction, Instant now) {
        if (satisfaction < 1 || satisfaction > 5) {
            throw new IllegalArgumentException("satisfaction is 1 to 5, not " + satisfaction);
        }
        if (!isOpen(now) || answer != null && answer.satisfaction == satisfaction) {
            return List.of();
        }
        int version = answer == null ? 1 : answer.version + 1;
        if (version > MOST_VERSIONS) {
            return List.of();
        }
        answer = new Answer(version, satisfaction, now, course.state == State.WITHDRAWN);
        return List.of(new Fact.Answered(satisfaction, version, answer.late));
    }

    /**
     * The provider accepted the invitation, perhaps long after it was asked for: the time to answer
     * counts from then.
     *
     * @param answerable for how long the page takes answers
     */
    void delivered(Instant at, Duration answerable) {
        Invitation sent = course.invitation;
        if (sent != null) {
            Instant end = at.plus(answerable);
            Instant expiresAt = end.isAfter(sent.expiresAt) ? end : sent.expiresAt;
            course = course.with(new Invitation(sent.askedAt, expiresAt, at, null));
        }
    }

    /** The invitation will not arrive. */
    void notDelivered(String why) {
        Invitation sent = course.invitation;
        if (sent != null && sent.deliveredAt == null) {
            course = course.with(new Invitation(sent.askedAt, sent.expiresAt, null, why));
        }
    }

    UUID id() {
        return id;
    }

    UUID caseId() {
        return caseId;
    }

    int cycle() {
        return cycle;
    }

    @Nullable Answer answer() {
        return answer;
    }

    Course course() {
        return course;
    }

    /** Whom it is about, null if nobody is known. */
    @Nullable String personId() {
        return course.plan == null ? null : course.plan.personId;
    }

    /** Who answers for the case, null if nobody is known. */
    @Nullable String owner() {
        return course.plan == null ? null : course.plan.owner;
    }

    /** Every transaction that changes it or asks holds this key. */
    String lock() {
        return "case:" + caseId;
    }

    /** Names its one invitation for ever. */
    String messageKey() {
        return "SURVEY:" + caseId + ":" + cycle;
    }
}
