package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CompanySettings;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.promise.Promise.Keep;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Starts a promise: its first facts and its timers. Saving it is left to the caller. */
@Component
class StartingPromises {

    private final PromiseEvents events;
    private final SchedulingPromises scheduling;
    private final PromiseSettings settings;
    private final CompanySettings company;

    StartingPromises(
            PromiseEvents events,
            SchedulingPromises scheduling,
            PromiseSettings settings,
            CompanySettings company) {
        this.company = company;
        this.events = events;
        this.scheduling = scheduling;
        this.settings = settings;
    }

    /**
     * How the promise came here, and how its case stood then.
     *
     * @param madeAt when the customer was told
     * @param recordedAt when it was first written down anywhere
     * @param cycle the case's resolution, 0 before the first
     * @param of the case as it was known then, null if it was not
     */
    record Origin(
            Instant madeAt,
            Instant recordedAt,
            boolean imported,
            @Nullable String personId,
            int cycle,
            @Nullable KnownCase of) {}

    /**
     * The request must have been checked.
     *
     * @param zone where a day ends that is promised to this customer
     * @param heard the resolutions of its case
     * @param foresight knows what the case is about
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Promise start(
            PromiseRequest request,
            Origin origin,
            ZoneId zone,
            List<Resolution> heard,
            Foresight foresight) {
        Promise.Terms terms =
                new Promise.Terms(
                        request.id(),
                        request.caseId(),
                        origin.personId(),
                        origin.cycle(),
                        request.checkedKind(),
                        request.owner(),
                        origin.madeAt(),
                        origin.recordedAt(),
                        origin.imported());
        Condition condition = request.checkedCondition();
        Promise promise =
                condition == null
                        ? Promise.of(terms, request.day(), request.due().endsAt(zone))
                        : Promise.under(terms, condition);
        promise.countUnder(attribution(request.owner(), origin.of(), origin.madeAt()));
        if (promise.hasDate()) {
            foresight.consider(promise);
        }
        events.publish(promise, promise.made(), origin.of());
        for (Keep keep : promise.keptBy(heard)) {
            events.publish(promise, promise.keep(keep, settings.finalAfter()), origin.of());
        }
        scheduling.schedule(promise);
        return promise;
    }

    /**
     * The customer did their part, so the promise has a date from now on. It is counted as one that
     * was made then, in the week of that: before there was nothing that could be kept.
     *
     * @param at when they did
     * @param now when that is written down
     * @param zone where the day ends
     * @param foresight knows what the case is about
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void startDate(
            Promise promise,
            Instant at,
            Instant now,
            Due.Day due,
            ZoneId zone,
            @Nullable KnownCase of,
            Foresight foresight) {
        Attribution under = attribution(promise.terms().owner(), of, at);
        List<Promise.Fact> facts = promise.meet(at, now, due.day(), due.endsAt(zone), under);
        foresight.consider(promise);
        events.publish(promise, facts, of);
        scheduling.schedule(promise);
    }

    /**
     * The promise that a holding notice is: the customer hears from us again.
     *
     * @param contact who contacts them by when
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Promise startUpdate(
            Promise held,
            UUID id,
            Promise.Contact contact,
            @Nullable KnownCase ofCase,
            Instant now) {
        Promise.Terms of = held.terms();
        Promise.Terms terms =
                new Promise.Terms(
                        id,
                        of.caseId(),
                        of.personId(),
                        of.cycle(),
                        Promise.Kind.UPDATE,
                        contact.who(),
                        now,
                        now,
                        false,
                        of.id());
        Promise update =
                Promise.of(terms, null, contact.by())
                        .countUnder(attribution(contact.who(), ofCase, now));
        events.publish(update, update.made(), ofCase);
        scheduling.schedule(update);
        return update;
    }

    /**
     * @param owner who answers for it, null: whoever owns the case
     */
    private Attribution attribution(@Nullable String owner, @Nullable KnownCase of, Instant made) {
        CaseFact.About about = of == null ? null : of.about();
        String ofCase = KnownCase.ownerOf(of);
        return new Attribution(
                LocalDate.ofInstant(made, company.zone())
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                owner == null ? ofCase : owner,
                ofCase,
                of == null ? null : of.team(),
                about == null ? null : about.cause(),
                about == null ? null : about.product());
    }
}
