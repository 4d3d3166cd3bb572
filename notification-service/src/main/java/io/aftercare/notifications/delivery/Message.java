package io.aftercare.notifications.delivery;

import io.aftercare.notifications.delivery.Verdict.Full;
import io.aftercare.notifications.delivery.Verdict.Later;
import io.aftercare.notifications.delivery.Verdict.Never;
import io.aftercare.notifications.delivery.Verdict.Now;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient: WAITING → CLAIMED → DELIVERED, or back to WAITING, or ended without
 * being sent. A take-back wins until the claim; what is claimed counts as sent.
 */
final class Message {

    /** Where it stands. */
    enum State {
        WAITING,
        CLAIMED,
        DELIVERED,
        SUPPRESSED,
        TAKEN_BACK,
        ABANDONED
    }

    /** What became of it. */
    sealed interface Fact {
        Instant at();

        record Delivered(Instant at) implements Fact {}

        record Suppressed(Reason reason, Instant at) implements Fact {}

        record TakenBack(Instant at) implements Fact {}

        record TakenBackTooLate(Instant at) implements Fact {}

        record Abandoned(Reason reason, Instant at) implements Fact {}
    }

    /**
     * How far it has come.
     *
     * @param tries calls of the provider, the one under way included
     * @param unheard tries that ended, and nobody knows whether they sent it
     * @param nextAt when it is looked at again; claimed: when the lease ends; null once ended
     * @param tooLateAt when it was taken back after the claim
     * @param bundle the letter in which it goes together with others; null: alone
     * @param held true if it had to wait, as the recipient got enough letters
     */
    record Progress(
            State state,
            @Nullable Reason reason,
            int tries,
            int unheard,
            @Nullable Instant nextAt,
            @Nullable Instant tooLateAt,
            Instant askedAt,
            @Nullable Instant endedAt,
            @Nullable UUID bundle,
            boolean held) {

        /** Whatever becomes of it now, somebody may have got it. */
        boolean maybeSent() {
            return unheard > 0;
        }
    }

    private final Request request;
    private Progress progress;

    Message(Request request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    static Message asked(Request request, Instant now) {
        Instant first = now.isAfter(request.notBefore()) ? now : request.notBefore();
        return new Message(
                request,
                new Progress(State.WAITING, null, 0, 0, first, null, now, null, null, false));
    }

    Request request() {
        return request;
    }

    Progress progress() {
        return progress;
    }

    /** When it is to be looked at again, or null. */
    @Nullable Instant nextAt() {
        return progress.nextAt;
    }

    /** Until when it may be sent; it must be claimed. */
    Instant lease() {
        Instant lease = progress.nextAt;
        if (progress.state != State.CLAIMED || lease == null) {
            throw new IllegalStateException("not claimed but " + progress.state);
        }
        return lease;
    }

    boolean isLeasedUntil(Instant lease) {
        return holds(lease);
    }

    /** The letter in which it goes together with others, null if it goes alone. */
    @Nullable UUID bundle() {
        return progress.bundle;
    }

    /** True if nobody can have got it yet: then it may wait, and go in any letter. */
    boolean isNew() {
        return progress.state == State.WAITING && progress.unheard == 0;
    }

    /** True if it may go now together with others, as nothing is to be said of it before. */
    boolean joins(Recipient to, Instant now) {
        return isNew() && Verdict.on(request, to, now) instanceof Now;
    }

    /** Goes in that letter together with others; it must be claimed. */
    void goIn(UUID bundle) {
        Progress p = progress;
        progress =
                new Progress(
                        p.state,
                        p.reason,
                        p.tries,
                        p.unheard,
                        lease(),
                        p.tooLateAt,
                        p.askedAt,
                        p.endedAt,
                        bundle,
                        p.held);
    }

    private @Nullable Fact hold(Instant until) {
        Progress p = progress;
        progress =
                new Progress(
                        State.WAITING,
                        null,
                        p.tries,
                        p.unheard,
                        until,
                        p.tooLateAt,
                        p.askedAt,
                        null,
                        null,
                        true);
        return null;
    }

    /**
     * Its moment has come: it is claimed, put off or ended. A lease that ran out is claimed anew:
     * the message may go twice, with the same id, rather than never.
     *
     * @param room asked last of all, and once: true if the provider takes one more now
     */
    @Nullable Fact due(Recipient to, BooleanSupplier room, Retries retries, Instant now) {
        if (progress.endedAt != null || isLeased(now)) {
            return null;
        }
        if (progress.state == State.CLAIMED) {
            goOn(State.WAITING, progress.tries, progress.unheard + 1, now);
        }
        if (progress.tooLateAt != null) {
            return end(State.TAKEN_BACK, null, now, null);
        }
        if (progress.unheard >= retries.tries()) {
            return abandon(Reason.TRIES_EXHAUSTED, now);
        }
        return switch (Verdict.on(request, to, now)) {
            case Never(Reason reason) ->
                    progress.maybeSent() ? abandon(reason, now) : suppress(reason, now);
            case Later(Instant at) -> goOn(State.WAITING, progress.tries, progress.unheard, at);
            case Full(Instant until) -> hold(until);
            case Now() ->
                    room.getAsBoolean()
                            ? goOn(
                                    State.CLAIMED,
                                    progress.tries + 1,
                                    progress.unheard,
                                    now.plus(retries.lease()))
                            : waitForRoom(progress.tries, retries, now);
        };
    }

    /** Somebody does not want it sent after all. What may have been sent counts as sent. */
    @Nullable Fact takeBack(Instant now) {
        return switch (progress.state) {
            case WAITING ->
                    progress.maybeSent()
                            ? end(State.TAKEN_BACK, null, now, tooLate(now))
                            : end(State.TAKEN_BACK, null, now, new Fact.TakenBack(now));
            case CLAIMED, DELIVERED -> tooLate(now);
            case SUPPRESSED, TAKEN_BACK, ABANDONED -> null;
        };
    }

    /** The provider took it: true whatever became of the claim meanwhile, unless it has ended. */
    @Nullable Fact accepted(Instant now) {
        return progress.endedAt != null
                ? null
                : end(State.DELIVERED, null, now, new Fact.Delivered(now));
    }

    /** The provider refused it for good, under the claim with this lease. */
    @Nullable Fact refused(Instant lease, Instant now) {
        return holds(lease) ? unlessTakenBack(now, () -> abandon(Reason.REJECTED, now)) : null;
    }

    /**
     * The provider did not take it, under the claim with this lease. It is tried until its time is
     * over, however long the provider is away.
     *
     * @param unheard true if nobody knows whether it took it: that is not repeated for ever
     */
    @Nullable Fact failed(Instant lease, boolean unheard, Retries retries, Instant now) {
        return holds(lease) ? unlessTakenBack(now, () -> tryAgain(unheard, retries, now)) : null;
    }

    /** The provider was not called after all: the claim is given back, and its try. */
    @Nullable Fact notTried(Instant lease, Retries retries, Instant now) {
        return holds(lease)
                ? unlessTakenBack(now, () -> waitForRoom(progress.tries - 1, retries, now))
                : null;
    }

    private @Nullable Fact tryAgain(boolean wasUnheard, Retries retries, Instant now) {
        int unheard = progress.unheard + (wasUnheard ? 1 : 0);
        return unheard >= retries.tries() || !now.isBefore(retries.lastTry(request))
                ? abandon(Reason.TRIES_EXHAUSTED, now)
                : goOn(
                        State.WAITING,
                        progress.tries,
                        unheard,
                        retries.afterFailure(request, progress.tries, now));
    }

    private @Nullable Fact waitForRoom(int tries, Retries retries, Instant now) {
        Instant since = later(request.notBefore(), progress.askedAt);
        Instant next = retries.afterBusy(request.key(), since, now);
        return goOn(State.WAITING, tries, progress.unheard, next);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private @Nullable Fact tooLate(Instant now) {
        if (progress.tooLateAt != null) {
            return null;
        }
        Progress p = progress;
        progress =
                new Progress(
                        p.state, p.reason, p.tries, p.unheard, p.nextAt, now, p.askedAt, p.endedAt,
                        p.bundle, p.held);
        return new Fact.TakenBackTooLate(now);
    }

    /** A taken-back message is not tried again. It was reported as too late, so nothing is said. */
    private @Nullable Fact unlessTakenBack(Instant now, Step otherwise) {
        return progress.tooLateAt == null
                ? otherwise.take()
                : end(State.TAKEN_BACK, null, now, null);
    }

    private interface Step {
        @Nullable Fact take();
    }

    private boolean holds(Instant lease) {
        return progress.state == State.CLAIMED && lease.equals(progress.nextAt);
    }

    private boolean isLeased(Instant now) {
        return progress.state == State.CLAIMED
                && progress.nextAt != null
                && now.isBefore(progress.nextAt);
    }

    private Fact suppress(Reason reason, Instant now) {
        Fact fact = new Fact.Suppressed(reason, now);
        end(State.SUPPRESSED, reason, now, fact);
        return fact;
    }

    private Fact abandon(Reason reason, Instant now) {
        Fact fact = new Fact.Abandoned(reason, now);
        end(State.ABANDONED, reason, now, fact);
        return fact;
    }

    /** What nobody can have got need not go again with what it went with. */
    private @Nullable Fact goOn(State state, int tries, int unheard, Instant next) {
        Progress p = progress;
        UUID bundle = unheard > 0 ? p.bundle : null;
        progress =
                new Progress(
                        state,
                        null,
                        tries,
                        unheard,
                        next,
                        p.tooLateAt,
                        p.askedAt,
                        null,
                        bundle,
                        p.held);
        return null;
    }

    private @Nullable Fact end(
            State state, @Nullable Reason reason, Instant now, @Nullable Fact fact) {
        progress =
                new Progress(
                        state,
                        reason,
                        progress.tries,
                        progress.unheard,
                        null,
                        progress.tooLateAt,
                        progress.askedAt,
                        now,
                        progress.bundle,
                        progress.held);
        return fact;
    }
}
