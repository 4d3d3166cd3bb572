package io.aftercare.followups.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A date given to a customer. It is judged by when things happened, not by when they were heard of:
 * kept if that was at the due instant or before, even if the promise was called broken meanwhile.
 */
final class Promise {

    /** A revision gives a new date; the first date is revision 1. */
    static final int FIRST_REVISION = 1;

    static final int FIRST_WARNING = 1;

    enum Kind {
        /** Kept when the case is resolved. */
        RESOLUTION,
        /** Kept when somebody says so. */
        OTHER
    }

    enum State {
        OPEN,
        BROKEN,
        KEPT,
        KEPT_LATE
    }

    /** Whom a promise lets know. */
    enum Letter {
        AT_RISK,
        BROKEN_STAFF,
        BROKEN_CUSTOMER
    }

    /** What a promise decided; each is one line of the ledger. */
    sealed interface Fact {

        /** When it happened. */
        Instant at();

        record Made(Instant at) implements Fact {}

        record AtRisk(Instant at, int level) implements Fact {}

        record Broken(Instant at) implements Fact {}

        /** The day ends at another time than was thought, as the customer lives elsewhere. */
        record DayEnds(Instant at) implements Fact {}

        /**
         * @param corrected true if it was called broken or late before
         */
        record Kept(Instant at, boolean late, boolean corrected) implements Fact {}

        /** Kept, but reported when the outcome was final. */
        record KeptTooLateToCount(Instant at) implements Fact {}

        /**
         * @param notAfter until when it is worth sending
         */
        record Asked(Instant at, Letter letter, String recipient, Instant notAfter)
                implements Fact {}

        record TakenBack(Instant at, Letter letter, String recipient) implements Fact {}
    }

    /**
     * What was promised; it never changes, but for when a day ends.
     *
     * @param cycle the case's resolution at that time, 0 before the first
     * @param dueDay the day, if a day was promised
     * @param due the last instant that keeps it
     * @param owner who answers for it, null: whoever owns the case
     * @param madeAt when the customer was told
     * @param recordedAt when it was first written down anywhere
     */
    record Terms(
            UUID id,
            UUID caseId,
            @Nullable String personId,
            int cycle,
            Kind kind,
            @Nullable LocalDate dueDay,
            Instant due,
            @Nullable String owner,
            Instant madeAt,
            Instant recordedAt,
            boolean imported) {

        /** Recorded after its due date: judged at once, and only staff hear of it. */
        boolean recordedLate() {
            return due.isBefore(recordedAt);
        }

        private Terms endingAt(Instant end) {
            return new Terms(
                    id,
                    caseId,
                    personId,
                    cycle,
                    kind,
                    dueDay,
                    end,
                    owner,
                    madeAt,
                    recordedAt,
                    imported);
        }

        /** From when on the word of a break is late. */
        private Instant knownBrokenFrom() {
            return recordedLate() ? recordedAt : due;
        }
    }

    /**
     * What keeps a promise.
     *
     * @param at when it was kept
     * @param reportedAt when that was first written down anywhere
     */
    record Keep(Instant at, Instant reportedAt) {}

    static final Refused KEPT_BY_RESOLVING =
            new Refused("kind", "must not be RESOLUTION: that is kept by resolving the case");

    static final Refused KEPT_BEFORE_MADE =
            new Refused("occurredAt", "must not lie before the promise was made");

    private Terms terms;
    private State state;
    private @Nullable Instant keptAt;
    private boolean warned;
    private final Map<Letter, String> asked;
    private final List<Fact> unsaved = new ArrayList<>();

    /** As it was kept; {@code asked} says for each letter under way who is to get it. */
    Promise(
            Terms terms,
            State state,
            @Nullable Instant keptAt,
            boolean warned,
            Map<Letter, String> asked) {
        this.terms = terms;
        this.state = state;
        this.keptAt = keptAt;
        this.warned = warned;
        this.asked = new EnumMap<>(Letter.class);
        this.asked.putAll(asked);
    }

    static Promise of(Terms terms) {
        return new Promise(terms, State.OPEN, null, false, Map.of());
    }

    /** The first line of its ledger. */
    List<Fact> made() {
        return decided(List.of(new Fact.Made(terms.madeAt)));
    }

    /**
     * When its owner is warned: half-way between made and due. Null if that had passed when it was
     * recorded, or they were warned.
     */
    @Nullable Instant warnAt() {
        Duration half = Duration.between(terms.madeAt, terms.due).dividedBy(2);
        Instant halfWay = terms.madeAt.plusMillis(half.toMillis());
        boolean ahead = halfWay.isAfter(terms.recordedAt) && !halfWay.isAfter(terms.due);
        return ahead && !warned ? halfWay : null;
    }

    /** The first instant at which it is late. */
    Instant brokenFrom() {
        return terms.due.plusMillis(1);
    }

    /**
     * Half of the time is over.
     *
     * @param owner who answers for it now, null if nobody is known
     * @param heard the resolutions of its case
     */
    List<Fact> warn(Instant now, @Nullable String owner, List<Resolution> heard) {
        if (state != State.OPEN || warned || now.isAfter(terms.due) || isMet(heard, now)) {
            return List.of();
        }
        warned = true;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.AtRisk(now, FIRST_WARNING));
        askStaff(Letter.AT_RISK, now, owner, terms.due, facts);
        return decided(facts);
    }

    /**
     * The due date has passed, as far as everything that happened before has been heard of.
     *
     * @param owner who answers for it now, null if nobody is known
     * @param freshFor how long after it could be known the word of it is worth sending
     */
    List<Fact> judge(Instant now, @Nullable String owner, Duration freshFor) {
        if (!isOverdue(now)) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        Instant notAfter = terms.knownBrokenFrom().plus(freshFor);
        breaks(facts);
        askStaff(Letter.BROKEN_STAFF, now, owner, notAfter, facts);
        return decided(facts);
    }

    /** Neither kept nor called broken, and its date has passed. */
    boolean isOverdue(Instant now) {
        return state == State.OPEN && now.isAfter(terms.due);
    }

    /**
     * Where the customer lives was heard of after the promise: the day ends there, also if that
     * turns what was called late into kept in time, or the other way round. So the outcome is the
     * same whichever is heard of first. A promise that was called broken too early stays so until
     * it is kept: then that is corrected, as any other.
     *
     * @param finalAfter how long after its due date an outcome still changes
     */
    List<Fact> endsIn(ZoneId zone, Instant now, Duration finalAfter) {
        Instant end = endIn(zone);
        if (end.equals(terms.due) || now.isAfter(terms.due.plus(finalAfter))) {
            return List.of();
        }
        terms = terms.endingAt(end);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.DayEnds(now));
        boolean late = keptAt != null && keptAt.isAfter(end);
        if (state == State.KEPT && late) {
            breaks(facts);
        }
        if (keptAt != null && (state == State.KEPT_LATE) != late) {
            keptAs(keptAt, late, state == State.KEPT_LATE, facts);
        }
        return decided(facts);
    }

    /** True if there it would end at another time than is thought so far. */
    boolean endsElsewhere(ZoneId zone) {
        return !endIn(zone).equals(terms.due);
    }

    private Instant endIn(ZoneId zone) {
        return terms.dueDay == null ? terms.due : new Due.Day(terms.dueDay).endsAt(zone);
    }

    /** True if the customer is to hear of it, should it still be broken after the grace. */
    boolean concernsCustomer() {
        return state == State.BROKEN
                && !terms.imported
                && !terms.recordedLate()
                && terms.personId != null;
    }

    /** The grace for late reports is over. */
    List<Fact> tellCustomer(Instant now, boolean personErased, Instant notAfter) {
        List<Fact> facts = new ArrayList<>();
        if (concernsCustomer() && !personErased && !asked.containsKey(Letter.BROKEN_CUSTOMER)) {
            ask(Letter.BROKEN_CUSTOMER, now, "person:" + terms.personId, notAfter, facts);
        }
        return decided(facts);
    }

    /** Why somebody's word that it was kept is not taken, or null if it is. */
    @Nullable Refused refuses(Keep said) {
        if (terms.kind == Kind.RESOLUTION) {
            return KEPT_BY_RESOLVING;
        }
        return said.at().isBefore(terms.madeAt) ? KEPT_BEFORE_MADE : null;
    }

    /** What of these resolutions keeps it. */
    List<Keep> keptBy(List<Resolution> heard) {
        List<Keep> keeps = new ArrayList<>();
        if (terms.kind == Kind.RESOLUTION) {
            for (Resolution resolution : heard) {
                Keep keep = resolution.keeps(terms.madeAt);
                if (keep != null) {
                    keeps.add(keep);
                }
            }
        }
        return keeps;
    }

    /**
     * What keeps a promise to resolve whose case stood resolved when it was made and still at its
     * due instant; null if it did not, or is not due.
     */
    @Nullable Keep keptAsItStands(List<Resolution> heard, Instant now) {
        if (!isOverdue(now) || !isMet(heard, terms.due)) {
            return null;
        }
        Instant since = terms.madeAt.isBefore(terms.due) ? terms.madeAt : terms.due;
        return new Keep(since, since);
    }

    /** There is nothing to do for it at that time: its case stands resolved. */
    private boolean isMet(List<Resolution> heard, Instant at) {
        return terms.kind == Kind.RESOLUTION
                && heard.stream().anyMatch(resolution -> resolution.standsAt(at));
    }

    /**
     * It was kept, in time or late. The same facts follow whether the due date was judged before or
     * not.
     *
     * <p>What is final some days after the due date is whether that date was kept: a report that
     * comes later cannot turn broken into kept any more, as figures and people have gone by it. The
     * promise itself stays open to be kept late for ever: who refunds on the tenth day has done so,
     * and nobody is to be urged to do it again.
     *
     * @param finalAfter how long after its due date it may still turn out to have been kept in time
     */
    List<Fact> keep(Keep keep, Duration finalAfter) {
        Instant at = keep.at();
        boolean late = at.isAfter(terms.due);
        boolean nothingNew = state == State.KEPT || (state == State.KEPT_LATE && late);
        if (nothingNew) {
            return List.of();
        }
        if (!late && keep.reportedAt().isAfter(terms.due.plus(finalAfter))) {
            return decided(List.of(new Fact.KeptTooLateToCount(at)));
        }
        List<Fact> facts = new ArrayList<>();
        if (state == State.OPEN && late) {
            breaks(facts);
        }
        keptAs(at, late, state != State.OPEN && !late, facts);
        return decided(facts);
    }

    private void keptAs(Instant at, boolean late, boolean corrected, List<Fact> facts) {
        state = late ? State.KEPT_LATE : State.KEPT;
        keptAt = at;
        facts.add(new Fact.Kept(at, late, corrected));
        takeBack(at, facts);
    }

    private void breaks(List<Fact> facts) {
        state = State.BROKEN;
        asked.remove(Letter.AT_RISK); // a warning is not sent after the due date anyway
        facts.add(new Fact.Broken(terms.due));
    }

    private void askStaff(
            Letter letter,
            Instant now,
            @Nullable String owner,
            Instant notAfter,
            List<Fact> facts) {
        String answers = terms.owner == null ? owner : terms.owner;
        if (answers != null && !terms.imported) {
            ask(letter, now, "staff:" + answers, notAfter, facts);
        }
    }

    private void ask(
            Letter letter, Instant now, String recipient, Instant notAfter, List<Fact> facts) {
        asked.put(letter, recipient);
        facts.add(new Fact.Asked(now, letter, recipient, notAfter));
    }

    private void takeBack(Instant at, List<Fact> facts) {
        asked.forEach((letter, to) -> facts.add(new Fact.TakenBack(at, letter, to)));
        asked.clear();
    }

    private List<Fact> decided(List<Fact> facts) {
        unsaved.addAll(facts);
        return facts;
    }

    /** The lines to add to the ledger. */
    List<Fact> unsaved() {
        return unsaved;
    }

    Terms terms() {
        return terms;
    }

    State state() {
        return state;
    }

    @Nullable Instant keptAt() {
        return keptAt;
    }

    boolean warned() {
        return warned;
    }

    /** Who is to get this letter, null if it is not under way. */
    @Nullable String recipient(Letter letter) {
        return asked.get(letter);
    }
}
