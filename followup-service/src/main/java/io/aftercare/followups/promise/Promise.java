package io.aftercare.followups.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A date given to a customer. It is judged by when things happened, not by when they were heard of:
 * kept if that was at the due instant or before, even if the promise was called broken meanwhile.
 */
final class Promise {

    /** In place of the number of a date, as long as there is none. */
    static final int NO_DATE = 0;

    /** The level of what is said a second time, as the first did not reach the customer in time. */
    private static final int LATE = 1;

    enum Kind {
        /** Kept when the case is resolved. */
        RESOLUTION,
        /** Kept when a person reaches the customer. */
        CALLBACK,
        /** Kept when the customer hears something of the case. */
        UPDATE,
        /** This and the following are kept when somebody says so. */
        REFUND,
        DELIVERY,
        VISIT,
        OTHER
    }

    enum State {
        /** Under a condition that the customer has not met: it has no date, and no clock runs. */
        AWAITING_CUSTOMER,
        OPEN,
        /** The customer could not be reached by the date, though all was done for it. */
        ATTEMPTED,
        BROKEN,
        KEPT,
        KEPT_LATE,
        WITHDRAWN
    }

    /** What a promise decided; each is one line of the ledger. */
    sealed interface Fact {

        /** Which of its dates it is about, 0 if it has none yet. */
        int revision();

        /** When it happened. */
        Instant at();

        record Made(int revision, Instant at) implements Fact {}

        /** It was made under a condition, and has no date as long as that is not met. */
        record Awaiting(Instant at) implements Fact {

            @Override
            public int revision() {
                return NO_DATE;
            }
        }

        /** The customer is to be reminded of the condition. */
        record Reminded(Instant at) implements Fact {

            @Override
            public int revision() {
                return NO_DATE;
            }
        }

        /** The customer met the condition: now it has a date. */
        record Met(int revision, Instant at) implements Fact {}

        record AtRisk(int revision, Instant at, int level) implements Fact {}

        /**
         * Its owner says whether it will be kept.
         *
         * @param level the last warning before that
         */
        record Answered(int revision, Instant at, int level, Watch.Answer answer) implements Fact {}

        /**
         * The customer is to be told that it is not done.
         *
         * @param by when they hear from us again
         * @param updateId the promise that this is
         */
        record Held(int revision, Instant at, Instant by, UUID updateId) implements Fact {}

        /** The message that it is not done did not reach the customer. */
        record HeldInVain(int revision, Instant at) implements Fact {}

        /** The break is brought before the lead, 1, or the manager, 2. */
        record Escalated(int revision, Instant at, int level) implements Fact {}

        /** Another answers for it from now on. */
        record HandedOver(int revision, Instant at, String from, String to) implements Fact {}

        /** The date passed, and the customer could not be reached by it. */
        record Attempted(int revision, Instant at) implements Fact {}

        record Broken(int revision, Instant at) implements Fact {}

        /** It got another date, which is the one it is about. */
        record Revised(int revision, Instant at) implements Fact {}

        /**
         * @param consent true if the customer agreed
         */
        record Withdrawn(int revision, Instant at, boolean consent) implements Fact {}

        /** A call for which it is did not reach the customer. */
        record Tried(int revision, Instant at) implements Fact {}

        /** A message told the customer that we tried to reach them. */
        record Wrote(int revision, Instant at) implements Fact {}

        /** A message or a call told the customer of the date. */
        record Told(int revision, Instant at) implements Fact {}

        /** What became of the date; nothing changes it any more. */
        record Judged(int revision, Instant at, Revision.Outcome outcome) implements Fact {}

        /** The day ends at another time than was thought, as the customer lives elsewhere. */
        record DayEnds(int revision, Instant at) implements Fact {}

        /**
         * @param corrected true if it was called broken or late before
         */
        record Kept(int revision, Instant at, boolean late, boolean corrected) implements Fact {}

        /** Kept, but reported when the outcome was final. */
        record KeptTooLateToCount(int revision, Instant at) implements Fact {}

        /**
         * @param notAfter until when it is worth sending
         * @param contact who contacts the customer by when, if it speaks of that
         */
        record Asked(Instant at, Notice notice, Instant notAfter, @Nullable Contact contact)
                implements Fact {

            Asked(Instant at, Notice notice, Instant notAfter) {
                this(at, notice, notAfter, null);
            }

            @Override
            public int revision() {
                return notice.revision();
            }
        }

        record TakenBack(Instant at, Notice notice) implements Fact {

            @Override
            public int revision() {
                return notice.revision();
            }
        }
    }

    /** Somebody contacts the customer. */
    record Contact(@Nullable String who, Instant by) {}

    /**
     * A line of the ledger.
     *
     * @param due when the date it is about was due, as far as was known then; null if it had none
     */
    record Line(@Nullable Instant due, Fact fact) {}

    /**
     * What was promised, but for its dates; it never changes, but that who answers for it may hand
     * it over.
     *
     * @param cycle the case's resolution at that time, 0 before the first
     * @param owner who answers for it, null: whoever owns the case
     * @param madeAt when the customer was told
     * @param recordedAt when it was first written down anywhere
     * @param heldFor the promise in whose place this one was made, as that could not be kept
     */
    record Terms(
            UUID id,
            UUID caseId,
            @Nullable String personId,
            int cycle,
            Kind kind,
            @Nullable String owner,
            Instant madeAt,
            Instant recordedAt,
            boolean imported,
            @Nullable UUID heldFor) {

        Terms(
                UUID id,
                UUID caseId,
                @Nullable String personId,
                int cycle,
                Kind kind,
                @Nullable String owner,
                Instant madeAt,
                Instant recordedAt,
                boolean imported) {
            this(id, caseId, personId, cycle, kind, owner, madeAt, recordedAt, imported, null);
        }

        Terms ownedBy(String heir) {
            return new Terms(
                    id, caseId, personId, cycle, kind, heir, madeAt, recordedAt, imported, heldFor);
        }
    }

    /**
     * What keeps a promise.
     *
     * @param at when it was kept
     * @param reportedAt when that was first written down anywhere
     */
    record Keep(Instant at, Instant reportedAt) implements Report {}

    static final Refused KEPT_BY_RESOLVING =
            new Refused("kind", "must not be RESOLUTION: that is kept by resolving the case");

    /** In answers: the states in which it can get another date. */
    private static final String WITH_DATE = "OPEN, ATTEMPTED or BROKEN";

    /** In answers: the states in which it can be kept or withdrawn. */
    private static final String NOT_OVER = "AWAITING_CUSTOMER, " + WITH_DATE;

    static final Refused BEFORE_MADE =
            new Refused("occurredAt", "must not lie before the promise was made");

    private Terms terms;
    private @Nullable Condition condition;
    private State state;
    private @Nullable Instant keptAt;
    private @Nullable Withdrawal withdrawal;
    private final List<Revision> revisions;
    private final List<Notice> notices;
    private final List<Revision> savedRevisions;
    private final List<Notice> savedNotices;
    private final List<Line> unsaved = new ArrayList<>();
    private final Map<Integer, Realism> considered = new HashMap<>();
    private @Nullable Attribution attribution;
    private @Nullable Attribution countedUnder;
    private Map<String, Integer> counted = Map.of();

    /**
     * As it was saved.
     *
     * @param condition null if it had a date from the start
     * @param revisions every date that was given, the first one first; none as long as it waits for
     *     the customer
     * @param notices what was asked to be said and not taken back
     */
    Promise(
            Terms terms,
            @Nullable Condition condition,
            State state,
            @Nullable Instant keptAt,
            @Nullable Withdrawal withdrawal,
            List<Revision> revisions,
            List<Notice> notices) {
        this.terms = terms;
        this.condition = condition;
        this.state = state;
        this.keptAt = keptAt;
        this.withdrawal = withdrawal;
        this.revisions = new ArrayList<>(revisions);
        this.notices = new ArrayList<>(notices);
        this.savedRevisions = List.copyOf(revisions);
        this.savedNotices = List.copyOf(notices);
    }

    static Promise of(Terms terms, @Nullable LocalDate dueDay, Instant due) {
        Revision first =
                new Revision(
                        Revision.FIRST,
                        dueDay,
                        due,
                        terms.madeAt,
                        terms.recordedAt,
                        null,
                        null,
                        null,
                        Watch.NONE);
        return new Promise(terms, null, State.OPEN, null, null, List.of(first), List.of());
    }

    /** It gets a date when the customer has done their part. */
    static Promise under(Terms terms, Condition condition) {
        return new Promise(
                terms, condition, State.AWAITING_CUSTOMER, null, null, List.of(), List.of());
    }

    /** Counts from now on, under that. */
    Promise countUnder(Attribution under) {
        attribution = under;
        return this;
    }

    /** It was counted, as it stands, under that; if that is null, it is not counted at all. */
    Promise countedUnder(@Nullable Attribution under) {
        attribution = under;
        countedUnder = under;
        counted = Tally.of(this);
        return this;
    }

    /** The first line of its ledger. */
    List<Fact> made() {
        return decided(
                List.of(
                        hasDate()
                                ? new Fact.Made(Revision.FIRST, terms.madeAt)
                                : new Fact.Awaiting(terms.madeAt)));
    }

    /** True if that one answers for it, not as the owner of its case, and there is work left. */
    boolean isHeldBy(String staffId) {
        return staffId.equals(terms.owner) && isHeld();
    }

    /** True if somebody of its own answers for it, and there is work left. */
    boolean isHeld() {
        return terms.owner != null
                && switch (state) {
                    case AWAITING_CUSTOMER, OPEN, ATTEMPTED, BROKEN -> true;
                    case KEPT, KEPT_LATE, WITHDRAWN -> false;
                };
    }

    /**
     * Another answers for it from now on, and hears at once of what the one before was warned of or
     * told. That they would keep it binds nobody else.
     *
     * @param before how often the date that stands was handed over before: a message's key is said
     *     once, and each heir is to hear
     * @param freshFor how long the word of a break is worth sending
     */
    List<Fact> handOver(String from, String to, Instant now, int before, Duration freshFor) {
        if (!isHeldBy(from)) {
            return List.of();
        }
        terms = terms.ownedBy(to);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.HandedOver(number(), now, from, to));
        takeBackOf(notice -> notice.recipient().equals("staff:" + from), now, facts);
        if (hasDate() && revision().watch().answer() != null) {
            watched(revision().watch().answered(null));
        }
        int level = Notice.HEIR + before;
        if (state == State.BROKEN) {
            askStaff(Notice.Kind.BROKEN_STAFF, level, now, to, now.plus(freshFor), facts);
        } else if (state == State.OPEN && revision().watch().warned() > 0 && !now.isAfter(due())) {
            askStaff(Notice.Kind.AT_RISK, level, now, to, due(), facts);
        }
        return decided(facts);
    }

    /** False as long as it waits for the customer, and for ever if it ended so. */
    boolean hasDate() {
        return !revisions.isEmpty();
    }

    /**
     * When the customer is reminded of the condition, once; null if they are not to be, or were.
     */
    @Nullable Instant remindAt(Duration remindAfter) {
        return isToBeReminded() ? terms.madeAt.plus(remindAfter) : null;
    }

    private boolean isToBeReminded() {
        return state == State.AWAITING_CUSTOMER
                && condition != null
                && condition.remindedAt() == null
                && terms.personId != null;
    }

    /**
     * The customer may have forgotten that it is their turn.
     *
     * @param heard the resolutions of its case
     * @param freshFor how long after it should have been sent the word of it is worth sending
     */
    List<Fact> remind(
            Instant now,
            List<Resolution> heard,
            boolean personErased,
            Duration remindAfter,
            Duration freshFor) {
        Instant at = remindAt(remindAfter);
        if (at == null
                || condition == null
                || now.isBefore(at)
                || personErased
                || isMet(heard, now)) {
            return List.of();
        }
        condition = condition.reminded(now);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Reminded(now));
        ask(customer(Notice.Kind.AWAITING), now, at.plus(freshFor), facts);
        return decided(facts);
    }

    /** Why it is not taken that the customer met the condition, or null if it is. */
    @Nullable Refused refusesMet(Instant at) {
        if (condition == null || state != State.AWAITING_CUSTOMER) {
            return new Refused("state", "must be AWAITING_CUSTOMER, and it is " + state);
        }
        return at.isBefore(terms.madeAt) ? BEFORE_MADE : null;
    }

    /** True if that was said before; the first word of it counts. */
    boolean isConditionMet() {
        return condition != null && condition.metAt() != null;
    }

    /**
     * The customer did their part: its first date begins to run, as that of a promise made then. It
     * counts from now on, under that.
     *
     * @param at when they did
     * @param now when that is written down
     */
    List<Fact> meet(Instant at, Instant now, LocalDate dueDay, Instant due, Attribution under) {
        if (condition == null || state != State.AWAITING_CUSTOMER) {
            return List.of();
        }
        condition = condition.met(at);
        state = State.OPEN;
        attribution = under;
        revisions.add(
                new Revision(Revision.FIRST, dueDay, due, at, now, null, null, null, Watch.NONE));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Met(Revision.FIRST, at));
        takeBack(at, facts);
        return decided(facts);
    }

    /** The first instant at which it is late. */
    Instant brokenFrom() {
        return due().plusMillis(1);
    }

    /**
     * The due date has passed, as far as everything that happened before has been heard of.
     *
     * @param freshFor how long after it could be known the word of it is worth sending
     */
    List<Fact> judge(Instant now, Situation situation, Duration freshFor) {
        if (!isOverdue(now)) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        Instant notAfter = revision().knownBrokenFrom().plus(freshFor);
        breaks(facts);
        if (state == State.BROKEN) {
            askStaff(Notice.Kind.BROKEN_STAFF, 0, now, situation.toldFirst(), notAfter, facts);
        }
        return decided(facts);
    }

    /** Its date has passed, and whether it is broken may hang on messages of which we read late. */
    boolean hangsOnMessages(Instant now) {
        if (!isOverdue(now)) {
            return false;
        }
        Watch.Attempts attempts = revision().watch().attempts();
        boolean tried = attempts != null && attempts.apart() && attempts.wroteAt() == null;
        return terms.kind == Kind.UPDATE || tried;
    }

    /** Neither kept nor called broken, and its date has passed. */
    boolean isOverdue(Instant now) {
        return state == State.OPEN && now.isAfter(due());
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
        List<Fact> facts = new ArrayList<>();
        for (Revision revision : List.copyOf(revisions)) {
            boolean isOpen =
                    revision.outcome() == null && !now.isAfter(revision.openUntil(finalAfter));
            LocalDate day = dayIn(zone, revision);
            if (isOpen && revision.endsElsewhere(day, zone)) {
                replace(revision.endingIn(day, zone));
                facts.add(new Fact.DayEnds(revision.number(), now));
            }
        }
        boolean late = keptAt != null && keptAt.isAfter(due());
        if (!facts.isEmpty() && keptAt != null && (state == State.KEPT_LATE) != late) {
            keptAgain(keptAt, facts);
        }
        return decided(facts);
    }

    /** True if there it would end at another time than is thought so far. */
    boolean endsElsewhere(ZoneId zone) {
        return revisions.stream()
                .anyMatch(revision -> revision.endsElsewhere(dayIn(zone, revision), zone));
    }

    /** Days after a condition was met are counted there; any other day is what was promised. */
    private @Nullable LocalDate dayIn(ZoneId zone, Revision revision) {
        LocalDate counted =
                condition != null && revision.number() == Revision.FIRST
                        ? condition.dayIn(zone)
                        : null;
        return counted == null ? revision.dueDay() : counted;
    }

    /** Why what its owner says to a warning is not taken, or null if it is. */
    @Nullable Refused refusesAnswer(Instant now) {
        if (state != State.OPEN) {
            return new Refused("state", "must be OPEN, and it is " + state);
        }
        if (now.isAfter(due())) {
            return new Refused("state", "must be OPEN, and its date has passed");
        }
        return revision().watch().warned() == 0
                ? new Refused("state", "must be at risk: nobody was warned of this date yet")
                : null;
    }

    /** Its owner says whether it will be kept. The newest answer counts. */
    List<Fact> answer(Watch.Answer said, Instant now) {
        Watch watch = revision().watch();
        if (watch.answer() == said) {
            return List.of();
        }
        watched(watch.answered(said));
        return decided(List.of(new Fact.Answered(number(), now, watch.warned(), said)));
    }

    /**
     * True if the customer is to hear of it, should it still be broken after the grace. Who heard
     * before that it is not done need not hear it again, unless that message did not reach them;
     * and no machine says twice that somebody will call and did not.
     */
    boolean concernsCustomer() {
        return state == State.BROKEN
                && isForCustomer()
                && terms.heldFor == null
                && !revision().watch().isHeld();
    }

    /**
     * The customer was to hear before that date that it is not done, and did not: if it breaks,
     * they hear of that.
     */
    List<Fact> heldInVain(int number, Instant at) {
        boolean mine = number >= Revision.FIRST && number <= number();
        Watch watch = mine ? revision(number).watch() : Watch.NONE;
        if (!watch.isHeld()) {
            return List.of();
        }
        replace(revision(number).watched(watch.inVain()));
        return decided(List.of(new Fact.HeldInVain(number, at)));
    }

    /** True if the customer is to hear of the date that stands, as nobody told them by phone. */
    boolean tellsOfRevision() {
        Revision.Change change = state == State.OPEN ? revision().change() : null;
        return change != null
                && change.toldAt() == null
                && isForCustomer()
                && !isAsked(Notice.Kind.REVISED);
    }

    /** True if a machine may speak of it to the customer, as far as its terms go. */
    boolean isForCustomer() {
        return !terms.imported && !revision().recordedLate() && terms.personId != null;
    }

    /**
     * There is another date. The customer had better hear of it before the one they know passes.
     *
     * @param freshFor how long after that it is still worth sending, as late
     */
    List<Fact> tellOfRevision(Instant now, boolean personErased, Duration freshFor) {
        List<Fact> facts = new ArrayList<>();
        if (tellsOfRevision() && !personErased) {
            Instant before = dueBefore(number());
            Instant late = revision().recordedAt().plus(freshFor);
            ask(customer(Notice.Kind.REVISED), now, now.isAfter(before) ? late : before, facts);
        }
        return decided(facts);
    }

    /** The grace for late reports is over. */
    List<Fact> tellCustomer(Instant now, boolean personErased, Instant notAfter) {
        List<Fact> facts = new ArrayList<>();
        if (concernsCustomer() && !personErased && !isAsked(Notice.Kind.BROKEN_CUSTOMER)) {
            ask(customer(Notice.Kind.BROKEN_CUSTOMER), now, notAfter, facts);
        }
        return decided(facts);
    }

    /** Why somebody's word that it was kept is not taken, or null if it is. */
    @Nullable Refused refuses(Keep said) {
        if (terms.kind == Kind.RESOLUTION) {
            return KEPT_BY_RESOLVING;
        }
        if (said.at().isBefore(terms.madeAt)) {
            return BEFORE_MADE;
        }
        return isWithdrawnBefore(said.at()) ? over(NOT_OVER) : null;
    }

    /**
     * Why another date is not taken, or null if it is. What ended the promise absorbs what comes
     * later, but not what happened before and is only heard of later.
     *
     * @param end when that date ends
     */
    @Nullable Refused refuses(RevisionRequest said, Instant end) {
        Refused why = hasDate() ? refusesAt(said.at(), WITH_DATE) : over(WITH_DATE);
        if (why != null) {
            return why;
        }
        if (said.at().isBefore(revision().givenAt())) {
            return new Refused("occurredAt", "must not lie before the date that stands was given");
        }
        if (end.isBefore(said.at())) {
            return new Refused(said.field(), "must not lie in the past");
        }
        if (end.equals(due()) && Objects.equals(said.day(), revision().dueDay())) {
            return new Refused(said.field(), "must be another date than the one that stands");
        }
        return said.toldAt() != null && said.toldAt().isBefore(terms.madeAt)
                ? new Refused("toldAt", "must not lie before the promise was made")
                : null;
    }

    private @Nullable Refused refusesAt(Instant at, String states) {
        if (at.isBefore(terms.madeAt)) {
            return BEFORE_MADE;
        }
        Instant over = overAt();
        return over != null && !at.isBefore(over) ? over(states) : null;
    }

    /** When it was kept or withdrawn, null if it is neither. */
    @Nullable Instant overAt() {
        return keptAt == null && withdrawal != null ? withdrawal.at() : keptAt;
    }

    private boolean isWithdrawnBefore(Instant at) {
        return withdrawal != null && withdrawal.at().isBefore(at);
    }

    private Refused over(String states) {
        return new Refused("state", "must be %s, and it is %s".formatted(states, state));
    }

    /**
     * It gets another date, and what was to be said of the one before is not said any more. What a
     * keep is judged by is the date that stood when it was kept, whichever is heard of first.
     */
    List<Fact> revise(RevisionRequest said, Instant due) {
        List<Fact> facts = new ArrayList<>();
        if (state == State.OPEN && said.at().isAfter(due())) {
            breaks(facts);
        }
        revisions.add(
                new Revision(
                        number() + 1,
                        said.day(),
                        due,
                        said.at(),
                        said.reportedAt(),
                        said.checkedChange(),
                        null,
                        null,
                        Watch.NONE));
        facts.add(new Fact.Revised(number(), said.at()));
        if (keptAt != null) {
            keptAgain(keptAt, facts);
        } else if (withdrawal != null) {
            withdrawnAs(withdrawal, facts);
        } else {
            state = State.OPEN;
            takeBack(said.at(), facts);
        }
        return decided(facts);
    }

    /** Why a withdrawal is not taken, or null if it is. It absorbs what happened after it. */
    @Nullable Refused refuses(Withdrawal said) {
        return refusesAt(said.at(), NOT_OVER);
    }

    /**
     * It does not stand any more, and nothing more is said of it. A keep that happened later and
     * was heard of first does not count any more.
     */
    List<Fact> withdraw(Withdrawal said) {
        List<Fact> facts = new ArrayList<>();
        if (state == State.OPEN && said.at().isAfter(due())) {
            breaks(facts);
        }
        keptAt = null;
        withdrawnAs(said, facts);
        return decided(facts);
    }

    private void withdrawnAs(Withdrawal said, List<Fact> facts) {
        state = State.WITHDRAWN;
        withdrawal = said;
        facts.add(new Fact.Withdrawn(number(), said.at(), said.consent()));
        takeBack(said.at(), facts);
    }

    /** It was kept before this was heard; whether in time is judged by the date that stands. */
    private void keptAgain(Instant at, List<Fact> facts) {
        boolean late = at.isAfter(due());
        if (state == State.KEPT && late) {
            breaks(facts);
        }
        keptAs(at, late, state == State.KEPT_LATE && !late, facts);
    }

    /** The date that this request gave, null if it gave none. */
    @Nullable Revision given(UUID requestId) {
        return revisions.stream()
                .filter(it -> it.change() != null && it.change().id().equals(requestId))
                .findAny()
                .orElse(null);
    }

    /** When the date before that one was due. */
    Instant dueBefore(int revision) {
        return revision(revision - 1).due();
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
        if (!isOverdue(now) || !isMet(heard, due())) {
            return null;
        }
        Instant since = terms.madeAt.isBefore(due()) ? terms.madeAt : due();
        return new Keep(since, since);
    }

    /** There is nothing to do for it at that time: its case stands resolved. */
    boolean isMet(List<Resolution> heard, Instant at) {
        return terms.kind == Kind.RESOLUTION
                && heard.stream().anyMatch(resolution -> resolution.standsAt(at));
    }

    /**
     * It was kept, in time or late. The same facts follow whether the due date was judged before or
     * not. Of several keeps the earliest counts, whichever is heard of first.
     *
     * <p>What is final some days after the due date is whether that date was kept: a report that
     * comes later cannot turn broken into kept any more, as figures and people have gone by it. The
     * promise itself stays open to be kept late for ever: who refunds on the tenth day has done so,
     * and nobody is to be urged to do it again.
     *
     * <p>What is kept before it had a date was not promised for any, and was not late.
     *
     * @param finalAfter how long after its due date it may still turn out to have been kept in time
     */
    List<Fact> keep(Keep keep, Duration finalAfter) {
        Instant at = keep.at();
        boolean late = hasDate() && at.isAfter(due());
        boolean earlierKept = keptAt != null && !at.isBefore(keptAt);
        if (earlierKept || isWithdrawnBefore(at)) {
            return List.of();
        }
        if (!late && isFinal(keep.reportedAt(), finalAfter)) {
            return decided(List.of(new Fact.KeptTooLateToCount(number(), at)));
        }
        List<Fact> facts = new ArrayList<>();
        if (state == State.OPEN && late) {
            breaks(facts);
        }
        boolean corrected =
                !late
                        && switch (state) {
                            case AWAITING_CUSTOMER, OPEN, KEPT -> false;
                            case ATTEMPTED, BROKEN, KEPT_LATE, WITHDRAWN -> true;
                        };
        keptAs(at, late, corrected, facts);
        return decided(facts);
    }

    /** True if that would have kept it in time, but the outcome of that was final before. */
    boolean isTooLateToCount(Keep keep, Duration finalAfter) {
        return hasDate() && !keep.at().isAfter(due()) && isFinal(keep.reportedAt(), finalAfter);
    }

    /** True if what is heard then cannot change the outcome of the date that stands any more. */
    private boolean isFinal(Instant heardAt, Duration finalAfter) {
        return hasDate() && heardAt.isAfter(revision().openUntil(finalAfter));
    }

    /**
     * Word of that date did not reach the customer before the date before it passed: it goes once
     * more, as late.
     *
     * @param freshFor how long after the date before that is worth sending
     */
    List<Fact> undelivered(int number, Instant now, Duration freshFor) {
        List<Fact> facts = new ArrayList<>();
        boolean stands = state == State.OPEN && number == number() && number > Revision.FIRST;
        if (stands && revision().deliveredAt() == null && isAsked(Notice.Kind.REVISED)) {
            Notice late = new Notice(number, Notice.Kind.REVISED, LATE, "person:" + terms.personId);
            Instant notAfter = dueBefore(number).plus(freshFor);
            if (!notices.contains(late) && !now.isAfter(notAfter)) {
                ask(late, now, notAfter, facts);
            }
        }
        return decided(facts);
    }

    /** A message told the customer of that date. */
    List<Fact> delivered(int number, Instant at) {
        boolean mine = number > Revision.FIRST && number <= number();
        if (!mine || revision(number).deliveredAt() != null) {
            return List.of();
        }
        replace(revision(number).delivered(at));
        return decided(List.of(new Fact.Told(number, at)));
    }

    /**
     * From when on the outcome of a date is certain that has none yet: the first of those. Null if
     * all have.
     */
    @Nullable Instant finalFrom(Duration finalAfter) {
        Instant first = null;
        for (Revision revision : revisions) {
            if (revision.outcome() == null) {
                first = Revision.earlier(first, revision.openUntil(finalAfter).plusMillis(1));
            }
        }
        return first;
    }

    /**
     * What became of the dates that nothing can change any more; each has one outcome, for ever.
     *
     * @param heard the resolutions of its case
     */
    List<Fact> finish(Instant now, List<Resolution> heard, Duration finalAfter) {
        List<Fact> facts = new ArrayList<>();
        Judgement judgement = new Judgement(this, heard);
        for (Revision revision : List.copyOf(revisions)) {
            Instant last = revision.openUntil(finalAfter);
            if (revision.outcome() == null && now.isAfter(last)) {
                Revision.Outcome outcome = judgement.outcome(revision, last);
                replace(revision.judged(outcome));
                facts.add(new Fact.Judged(revision.number(), last, outcome));
            }
        }
        return decided(facts);
    }

    private void keptAs(Instant at, boolean late, boolean corrected, List<Fact> facts) {
        state = late ? State.KEPT_LATE : State.KEPT;
        keptAt = at;
        withdrawal = null; // it was kept before
        facts.add(new Fact.Kept(number(), at, late, corrected));
        takeBack(at, facts);
    }

    private void breaks(List<Fact> facts) {
        // a warning is not sent after the due date anyway
        notices.removeIf(Notice::isWarning);
        if (revision().isAttempted()) {
            state = State.ATTEMPTED;
            facts.add(new Fact.Attempted(number(), due()));
        } else {
            state = State.BROKEN;
            facts.add(new Fact.Broken(number(), due()));
        }
    }

    /**
     * Somebody called the customer. Reached, they were called back, and heard something; unless all
     * they were told is when that will be. Before it had a date nothing was promised that a call
     * could keep.
     *
     * @param spaced how long after a first attempt a second one counts
     */
    List<Fact> called(Call call, Duration spaced, Duration finalAfter) {
        if (!isDatedAt(call.at())) {
            return List.of();
        }
        if (call.tells(terms.id)) {
            return toldByPhone(call);
        }
        return switch (call.outcome()) {
            case REACHED -> {
                Keep keep = keptBy(call);
                yield keep == null ? List.of() : keep(keep, finalAfter);
            }
            case NO_ANSWER, VOICEMAIL -> attempted(call.at(), spaced);
            case WRONG_NUMBER -> List.of(); // nobody tried to reach the customer there
        };
    }

    /** What of that call keeps it, null if nothing does. */
    @Nullable Keep keptBy(Call call) {
        boolean keeps =
                (terms.kind == Kind.CALLBACK || terms.kind == Kind.UPDATE)
                        && call.outcome() == Call.Outcome.REACHED
                        && !call.tells(terms.id)
                        && isDatedAt(call.at());
        return keeps ? new Keep(call.at(), call.reportedAt()) : null;
    }

    private boolean isDatedAt(Instant at) {
        return hasDate() && !at.isBefore(revision(Revision.FIRST).givenAt());
    }

    /**
     * True if a new date stood at that time, of which the customer can have been told in a call.
     */
    boolean mayBeTold(Instant at) {
        Revision stood = stoodAt(at);
        return stood != null && stood.change() != null;
    }

    /**
     * They were told of the date that stood then. A date that was given in a call says so itself.
     */
    private List<Fact> toldByPhone(Call call) {
        Revision stood = given(call.id()) == null ? stoodAt(call.at()) : null;
        Revision.Change change = stood == null ? null : stood.change();
        if (stood == null
                || change == null
                || change.toldAt() != null && !call.at().isBefore(change.toldAt())) {
            return List.of();
        }
        replace(stood.told(change.told(call.at())));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Told(stood.number(), call.at()));
        takeBackOf(
                notice ->
                        notice.kind() == Notice.Kind.REVISED
                                && notice.revision() == stood.number()
                                && stood.deliveredAt() == null,
                call.at(),
                facts);
        return decided(facts);
    }

    private List<Fact> attempted(Instant at, Duration spaced) {
        Revision stood = terms.kind == Kind.CALLBACK ? stoodAt(at) : null;
        boolean counts = stood != null && !at.isAfter(stood.due());
        if (stood == null || !counts || overAt() != null) {
            return List.of();
        }
        Watch watch = stood.watch().attempted(at, spaced);
        if (watch.equals(stood.watch())) {
            return List.of();
        }
        replace(stood.watched(watch));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Tried(stood.number(), at));
        correctToAttempted(facts);
        return decided(facts);
    }

    /** True if calls may have to be {@link #countTriesAnew counted anew} once it has a new date. */
    boolean isTried() {
        return hasDate() && revision().watch().attempts() != null;
    }

    /**
     * It has a new date that was heard of after calls which were made when it stood: they count for
     * that date, and not for the one before any more. So does a message about them.
     *
     * @param calls all to the customer of its case that were heard of
     * @param spaced how long after a first attempt a second one counts
     */
    List<Fact> countTriesAnew(List<Call> calls, Duration spaced) {
        Revision before = number() > Revision.FIRST ? revision(number() - 1) : revision();
        Instant since = revision().givenAt();
        Watch.Attempts counted = before.watch().attempts();
        List<Instant> tries = calls.stream().filter(Call::isTry).map(Call::at).sorted().toList();
        if (before.number() == number()
                || counted == null
                || counted.last().isBefore(since)
                || !tries.containsAll(List.of(counted.first(), counted.last()))) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        Watch then = before.watch().untried();
        Watch now = revision().watch();
        for (Instant at : tries) {
            if (!at.isBefore(since) && !at.isAfter(due())) {
                now = now.attempted(at, spaced);
                facts.add(new Fact.Tried(number(), at));
            } else if (at.isBefore(since)
                    && !at.isBefore(before.givenAt())
                    && !at.isAfter(before.due())) {
                then = then.attempted(at, spaced);
            }
        }
        Instant wroteAt = counted.wroteAt();
        if (wroteAt != null && wroteAt.isBefore(since)) {
            then = then.wrote(wroteAt);
        } else if (wroteAt != null) {
            now = now.wrote(wroteAt);
        }
        replace(before.watched(then));
        watched(now);
        return decided(facts);
    }

    private @Nullable Revision stoodAt(Instant at) {
        return revisions.stream()
                .filter(it -> !it.givenAt().isAfter(at))
                .reduce((_, later) -> later)
                .orElse(null);
    }

    /** What was called broken before it was heard that all was done to reach the customer. */
    private void correctToAttempted(List<Fact> facts) {
        if (state == State.BROKEN && revision().isAttempted()) {
            state = State.ATTEMPTED;
            facts.add(new Fact.Attempted(number(), due()));
            takeBack(due(), facts);
        }
    }

    /** True if the customer is to read that we tried to reach them, as it was twice in vain. */
    boolean tellsOfAttempts() {
        Watch.Attempts attempts = state == State.OPEN ? revision().watch().attempts() : null;
        return attempts != null
                && attempts.apart()
                && attempts.wroteAt() == null
                && isForCustomer()
                && !isAsked(Notice.Kind.ATTEMPTED);
    }

    /** We tried to reach them twice: they had better hear of it before the date. */
    List<Fact> tellOfAttempts(Instant now, boolean personErased) {
        List<Fact> facts = new ArrayList<>();
        if (tellsOfAttempts() && !personErased && !now.isAfter(due())) {
            ask(customer(Notice.Kind.ATTEMPTED), now, due(), facts);
        }
        return decided(facts);
    }

    /** A message told the customer that we tried to reach them by that date. */
    List<Fact> wroteOfAttempts(int number, Instant at) {
        boolean mine = number >= Revision.FIRST && number <= number();
        Watch watch = mine ? revision(number).watch().wrote(at) : Watch.NONE;
        if (!mine || watch.equals(revision(number).watch())) {
            return List.of();
        }
        replace(revision(number).watched(watch));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Wrote(number, at));
        correctToAttempted(facts);
        return decided(facts);
    }

    /**
     * The customer heard something of the case from a message: that keeps what was only to let them
     * hear.
     *
     * @param reportedAt when that was first written down anywhere
     * @param of the promise it was about, null if it was about none
     */
    List<Fact> heard(Instant at, Instant reportedAt, @Nullable UUID of, Duration finalAfter) {
        Keep keep = keptBy(at, reportedAt, of);
        return keep == null ? List.of() : keep(keep, finalAfter);
    }

    /** What of that message keeps it, null if nothing does. */
    @Nullable Keep keptBy(Heard heard) {
        return keptBy(heard.at(), heard.recordedAt(), heard.about());
    }

    private @Nullable Keep keptBy(Instant at, Instant reportedAt, @Nullable UUID of) {
        boolean keeps = terms.kind == Kind.UPDATE && !terms.id.equals(of) && isDatedAt(at);
        return keeps ? new Keep(at, reportedAt) : null;
    }

    /** Asks for word to a member of staff, if there is one; of what is history nobody hears. */
    void askStaff(
            Notice.Kind kind,
            int level,
            Instant now,
            @Nullable String who,
            Instant notAfter,
            List<Fact> facts) {
        if (who != null && !terms.imported) {
            ask(new Notice(number(), kind, level, "staff:" + who), now, notAfter, facts);
        }
    }

    Notice customer(Notice.Kind kind) {
        return new Notice(number(), kind, 0, "person:" + terms.personId);
    }

    private boolean isAsked(Notice.Kind kind) {
        return notices.stream()
                .anyMatch(notice -> notice.kind() == kind && notice.revision() == number());
    }

    /** True if they were to be told of the date that stands. */
    boolean isTold(Notice.Kind kind, String recipient) {
        return notices.stream()
                .filter(notice -> notice.kind() == kind && notice.revision() == number())
                .anyMatch(notice -> notice.recipient().equals(recipient));
    }

    private void ask(Notice notice, Instant now, Instant notAfter, List<Fact> facts) {
        ask(notice, now, notAfter, null, facts);
    }

    void ask(
            Notice notice,
            Instant now,
            Instant notAfter,
            @Nullable Contact contact,
            List<Fact> facts) {
        notices.add(notice);
        facts.add(new Fact.Asked(now, notice, notAfter, contact));
    }

    private void takeBackOf(Predicate<Notice> which, Instant at, List<Fact> facts) {
        List<Notice> some = notices.stream().filter(which).toList();
        some.forEach(notice -> facts.add(new Fact.TakenBack(at, notice)));
        notices.removeAll(some);
    }

    private void takeBack(Instant at, List<Fact> facts) {
        notices.forEach(notice -> facts.add(new Fact.TakenBack(at, notice)));
        notices.clear();
    }

    void watched(Watch now) {
        replace(revision().watched(now));
    }

    private void replace(Revision revision) {
        revisions.set(revision.number() - 1, revision);
    }

    /** Adds the facts to the ledger. */
    List<Fact> decided(List<Fact> facts) {
        facts.forEach(fact -> unsaved.add(new Line(dueOf(fact.revision()), fact)));
        return facts;
    }

    private @Nullable Instant dueOf(int number) {
        return number == NO_DATE ? null : revision(number).due();
    }

    /** The date that stands has just been given, and this is how likely it is to be kept. */
    void consider(Realism realism) {
        considered.put(number(), realism);
    }

    /** How likely dates are to be kept that have just been given, by their number. */
    Map<Integer, Realism> considered() {
        return considered;
    }

    /** What it is counted under; null if it is not, as it was made before anything was. */
    @Nullable Attribution attribution() {
        return attribution;
    }

    /** What its case was said to be about was wrong; counts under the right one from now on. */
    void correct(String field, @Nullable String before, String code) {
        if (attribution != null) {
            attribution = attribution.corrected(field, before, code);
        }
    }

    /** What it was counted under when it was loaded; null if it was not counted. */
    @Nullable Attribution countedUnder() {
        return countedUnder;
    }

    /** As what it was counted when it was loaded; nothing if it is new. */
    Map<String, Integer> counted() {
        return counted;
    }

    /** The lines to add to the ledger. */
    List<Line> unsaved() {
        return unsaved;
    }

    /** True if its ledger has yet to begin. */
    boolean isNew() {
        return unsaved.stream()
                .map(Line::fact)
                .anyMatch(fact -> fact instanceof Fact.Made || fact instanceof Fact.Awaiting);
    }

    /** The dates that are new, or of which something was learnt. */
    List<Revision> unsavedRevisions() {
        return isNew()
                ? revisions
                : revisions.stream().filter(it -> !savedRevisions.contains(it)).toList();
    }

    /** What was asked to be said since it was saved. */
    List<Notice> unsavedNotices() {
        return notices.stream().filter(it -> !savedNotices.contains(it)).toList();
    }

    /** What was taken back since it was saved. */
    List<Notice> goneNotices() {
        return savedNotices.stream().filter(it -> !notices.contains(it)).toList();
    }

    Terms terms() {
        return terms;
    }

    State state() {
        return state;
    }

    /** What the customer has to do first, null if it had a date from the start. */
    @Nullable Condition condition() {
        return condition;
    }

    @Nullable Instant keptAt() {
        return keptAt;
    }

    /** How it came not to stand any more, null if it does or was kept. */
    @Nullable Withdrawal withdrawal() {
        return withdrawal;
    }

    /** Every date that was given, the first one first. */
    List<Revision> revisions() {
        return revisions;
    }

    Revision revision(int number) {
        return revisions.get(number - 1);
    }

    /** The date that stands; it must have one. */
    Revision revision() {
        return revisions.getLast();
    }

    /** The last instant that keeps it, as it stands. */
    Instant due() {
        return revision().due();
    }

    /** Of the date that stands, 0 if it has none. */
    int number() {
        return revisions.size();
    }

    /** What was asked to be said and not taken back. */
    List<Notice> notices() {
        return notices;
    }
}
