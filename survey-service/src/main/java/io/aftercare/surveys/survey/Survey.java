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
    enum Status {
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
     * What is stored of a survey beside its answers.
     *
     * @param owner who answers for the case, the id behind {@code staff:}
     * @param window when it may be asked; null if its cycle ended before anything was planned
     * @param expiresAt from then on the page takes no answer
     * @param notDelivered the code of the reason why the invitation did not arrive
     * @param linkVersion raised to revoke links
     */
    record State(
            Status status,
            @Nullable String personId,
            @Nullable String owner,
            @Nullable Reason reason,
            @Nullable Span window,
            @Nullable Instant moment,
            @Nullable Instant askedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant deliveredAt,
            @Nullable String notDelivered,
            int linkVersion) {

        static final State NEW =
                new State(Status.NEW, null, null, null, null, null, null, null, null, null, 1);
    }

    /** What the customer says. */
    record Answer(int version, int satisfaction, Instant at, boolean late) {}

    private final UUID id;
    private final UUID caseId;
    private final int cycle;

    private Status status;
    private @Nullable String personId;
    private @Nullable String owner;
    private @Nullable Reason reason;
    private @Nullable Span window;
    private @Nullable Instant moment;
    private @Nullable Instant askedAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant deliveredAt;
    private @Nullable String notDelivered;
    private int linkVersion;
    private @Nullable Answer answer;

    /**
     * @param answer the last version
     */
    Survey(UUID id, UUID caseId, int cycle, State state, @Nullable Answer answer) {
        this.id = id;
        this.caseId = caseId;
        this.cycle = cycle;
        this.status = state.status;
        this.personId = state.personId;
        this.owner = state.owner;
        this.reason = state.reason;
        this.window = state.window;
        this.moment = state.moment;
        this.askedAt = state.askedAt;
        this.expiresAt = state.expiresAt;
        this.deliveredAt = state.deliveredAt;
        this.notDelivered = state.notDelivered;
        this.linkVersion = state.linkVersion;
        this.answer = answer;
    }

    /** A survey of which nothing is known yet. */
    static Survey of(UUID id, UUID caseId, int cycle) {
        return new Survey(id, caseId, cycle, State.NEW, null);
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
        if (status != Status.NEW) {
            return List.of();
        }
        this.personId = personId;
        this.owner = owner;
        this.window = window;
        if (!wanted) {
            return suppress(Reason.OUTCOME);
        }
        if (personId == null) {
            return suppress(Reason.NO_PERSON);
        }
        Instant allowed = Moment.of(id, hours.allowedBetween(window.start(), window.end()));
        status = Status.PLANNED;
        return planAt(allowed != null ? allowed : somewhereIn(window));
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
        if (status != Status.PLANNED || now.isBefore(planned(moment))) {
            return List.of();
        }
        if (objection != null) {
            return suppress(objection);
        }
        Instant end = planned(window).end();
        if (!now.isBefore(end)) {
            return suppress(Reason.TOO_LATE);
        }
        if (hours.isAllowed(now)) {
            return ask(now, end, answerable);
        }
        Instant later = Moment.of(id, hours.allowedBetween(now, end));
        return later == null ? suppress(Reason.NO_MOMENT) : planAt(later);
    }

    private List<Fact> planAt(Instant chosen) {
        moment = chosen;
        return List.of(new Fact.Planned(chosen));
    }

    private List<Fact> ask(Instant now, Instant until, Duration answerable) {
        status = Status.ASKED;
        askedAt = now;
        expiresAt = now.plus(answerable);
        return List.of(new Fact.Asked(until));
    }

    private List<Fact> suppress(Reason why) {
        status = Status.SUPPRESSED;
        reason = why;
        return List.of(new Fact.Suppressed(why));
    }

    /** The cycle ended. Of asking and this, what comes first wins. */
    List<Fact> end(Reason why) {
        return switch (status) {
            case SUPPRESSED, WITHDRAWN -> List.of();
            case NEW -> {
                withdraw(why);
                yield List.of();
            }
            case PLANNED, ASKED -> {
                boolean wasAsked = status == Status.ASKED;
                withdraw(why);
                yield List.of(new Fact.Withdrawn(why, wasAsked));
            }
        };
    }

    private void withdraw(Reason why) {
        status = Status.WITHDRAWN;
        reason = why;
    }

    /** The person was erased: ends, and no link opens the page any more. */
    List<Fact> erase() {
        linkVersion++;
        return end(Reason.ERASED);
    }

    /** True if the page takes answers: also after the cycle ended, as feedback. */
    boolean isOpen(Instant now) {
        return expiresAt != null && now.isBefore(expiresAt);
    }

    /**
     * Takes an answer, or a correction of it; the same again changes nothing.
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
        answer = new Answer(version, satisfaction, now, status == Status.WITHDRAWN);
        return List.of(new Fact.Answered(satisfaction, version, answer.late));
    }

    /** The provider accepted the invitation. */
    void delivered(Instant at) {
        deliveredAt = at;
        notDelivered = null;
    }

    /** The invitation will not arrive. */
    void notDelivered(String why) {
        if (deliveredAt == null) {
            notDelivered = why;
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

    State state() {
        return new State(
                status,
                personId,
                owner,
                reason,
                window,
                moment,
                askedAt,
                expiresAt,
                deliveredAt,
                notDelivered,
                linkVersion);
    }

    /** Every transaction that changes it or asks holds this key. */
    String lock() {
        return "case:" + caseId;
    }

    /** Names its one invitation for ever. */
    String messageKey() {
        return "SURVEY:" + caseId + ":" + cycle;
    }

    private static <T> T planned(@Nullable T part) {
        return Objects.requireNonNull(part, "a planned survey has a window and a moment");
    }
}
