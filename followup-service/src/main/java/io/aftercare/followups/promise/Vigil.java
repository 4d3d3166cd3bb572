package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Contact;
import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.State;
import io.aftercare.followups.promise.Revision.Warning;
import io.aftercare.hours.ContactWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The watch over the date of a promise that stands: who is warned before it, what the customer
 * hears if nobody can say that it will be kept, and whom a break is brought before. Nothing of it
 * is said twice of the same date, whenever it is looked at.
 */
record Vigil(Promise promise, Situation situation) {

    /** The owner hears of a break at once; then the lead may, 1, and the manager, 2. */
    private static final int STEPS = 2;

    /** The first time after that one at which somebody is warned, null if there is none. */
    @Nullable Instant warnAt(Instant after) {
        return warnings().map(Warning::at).filter(after::isBefore).findFirst().orElse(null);
    }

    private Stream<Warning> warnings() {
        return promise.state() != State.OPEN
                ? Stream.empty()
                : promise.revision().warnings(situation.hours(), situation.pace()).stream();
    }

    /**
     * It nears its date: who answers for it is asked whether it will be kept; the second time who
     * leads them is, too, unless it was said that it will be. Of warnings that were missed the last
     * one counts.
     *
     * @param heard the resolutions of its case
     */
    List<Fact> warn(Instant now, List<Resolution> heard) {
        Instant due = promise.due();
        Warning latest =
                warnings().filter(it -> !it.at().isAfter(now)).reduce((_, b) -> b).orElse(null);
        if (latest == null || now.isAfter(due) || promise.isMet(heard, now)) {
            return List.of();
        }
        promise.watched(watch().warned(latest.level()));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.AtRisk(promise.number(), now, latest.level()));
        String first = situation.toldFirst();
        boolean last = latest.level() == Thresholds.LEVELS;
        Notice.Kind kind = last ? Notice.Kind.STILL_AT_RISK : Notice.Kind.AT_RISK;
        promise.askStaff(kind, latest.level(), now, first, due, facts);
        String lead = situation.lead().present();
        if (last && watch().answer() != Watch.Answer.WILL_KEEP && !Objects.equals(lead, first)) {
            promise.askStaff(kind, Notice.LEAD_WARNED, now, lead, due, facts);
        }
        return promise.decided(facts);
    }

    /** As {@link #holdAt()}, if that is after that instant. */
    @Nullable Instant holdAt(Instant after) {
        Instant at = holdAt();
        return at == null || !at.isAfter(after) ? null : at;
    }

    /**
     * When the customer is told that it is not done, before the last time at which they can be
     * written to. Null if that had passed when the date was recorded, or if they are not to be: as
     * who read that we tried to reach them.
     */
    @Nullable Instant holdAt() {
        ContactWindow customer = situation.customer();
        boolean saidToBeKept = watch().answer() == Watch.Answer.WILL_KEEP;
        if (promise.state() != State.OPEN
                || customer == null
                || saidToBeKept
                || isHeld()
                || promise.revision().isAttempted()
                || promise.terms().heldFor() != null
                || !promise.isForCustomer()) {
            return null;
        }
        Instant last =
                customer.lastAllowedBefore(promise.due()).minus(situation.pace().holdBefore());
        return last.isAfter(promise.revision().recordedAt()) ? last : null;
    }

    /** True if the customer heard of one of its dates that it is not done; once is enough. */
    private boolean isHeld() {
        return promise.revisions().stream().anyMatch(it -> it.watch().heldAt() != null);
    }

    /**
     * Nobody said in time that it will be kept, nor gave another date: the customer hears that it
     * is not done, and who contacts them by when.
     *
     * @param heard the resolutions of its case
     * @param updateId the promise that this is
     * @param freshFor how long the word of it is worth sending
     */
    List<Fact> hold(
            Instant now,
            List<Resolution> heard,
            boolean personErased,
            UUID updateId,
            Duration freshFor) {
        Instant from = holdAt();
        boolean inTime = from != null && !now.isBefore(from) && !now.isAfter(promise.due());
        if (!inTime || personErased || promise.isMet(heard, now)) {
            return List.of();
        }
        promise.watched(watch().held(now));
        Contact contact = contact(now);
        Instant by = contact.by();
        Instant notAfter = now.plus(freshFor).isBefore(by) ? now.plus(freshFor) : by;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Held(promise.number(), now, by, updateId));
        promise.ask(promise.customer(Notice.Kind.HOLDING), now, notAfter, contact, facts);
        if (contact.who() != null) {
            Notice staff =
                    new Notice(
                            promise.number(),
                            Notice.Kind.STILL_AT_RISK,
                            Notice.LEAD_CONTACTS,
                            "staff:" + contact.who());
            promise.ask(staff, now, by, new Contact(null, by), facts);
        }
        return promise.decided(facts);
    }

    /** Who contacts the customer if they are told now that it is not done, and by when. */
    Contact contact(Instant now) {
        return new Contact(
                situation.contactsCustomer(), situation.hours().endOfBusinessDay(now, 1));
    }

    /** The first time after that one at which a break is brought before the next, or null. */
    @Nullable Instant escalateAt(Instant after) {
        for (int step = watch().escalated() + 1; step <= STEPS; step++) {
            Instant at = stepAt(step);
            if (at != null && at.isAfter(after)) {
                return at;
            }
        }
        return null;
    }

    private @Nullable Instant stepAt(int step) {
        Promise.Terms terms = promise.terms();
        return promise.state() != State.BROKEN || terms.imported()
                ? null
                : situation.stepAt(
                        step, promise.revision().knownBrokenFrom(), terms.heldFor() != null);
    }

    /**
     * It stays broken: the lead hears of it, then the manager. Of steps that were missed the last
     * one counts; where everybody is away it is the next one's.
     *
     * @param freshFor how long the word of it is worth sending
     */
    List<Fact> escalate(Instant now, Duration freshFor) {
        int step = 0;
        for (int each = watch().escalated() + 1; each <= STEPS; each++) {
            Instant at = stepAt(each);
            step = at == null || at.isAfter(now) ? step : each;
        }
        if (step == 0) {
            return List.of();
        }
        String to = step == STEPS ? null : situation.lead().present();
        if (to == null) {
            step = STEPS;
            to = situation.manager().present();
        }
        promise.watched(watch().escalated(step));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Escalated(promise.number(), now, step));
        if (to != null && !promise.isTold(Notice.Kind.BROKEN_STAFF, "staff:" + to)) {
            Instant notAfter = now.plus(freshFor);
            promise.askStaff(Notice.Kind.BROKEN_STAFF, step, now, to, notAfter, facts);
        }
        return promise.decided(facts);
    }

    private Watch watch() {
        return promise.revision().watch();
    }
}
