package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.CompanySettings;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.People;
import io.aftercare.followups.known.Succession;
import io.aftercare.followups.promise.Refusals.Refusal;
import io.aftercare.followups.realism.Experiences;
import io.aftercare.followups.realism.Matter;
import io.aftercare.hours.BusinessCalendar;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes that customers did their part: from then on the date of the promise runs. */
@Component
class MeetingConditions {

    private final Promises promises;
    private final Cases cases;
    private final People people;
    private final Situations situations;
    private final Experiences experiences;
    private final Calls calls;
    private final HeardMessages messages;
    private final StartingPromises starting;
    private final ChangingPromises changing;
    private final Refusals refusals;
    private final CompanySettings company;
    private final Clock clock;

    MeetingConditions(
            Promises promises,
            Cases cases,
            People people,
            Situations situations,
            Experiences experiences,
            Calls calls,
            HeardMessages messages,
            StartingPromises starting,
            ChangingPromises changing,
            Refusals refusals,
            CompanySettings company,
            Clock clock) {
        this.promises = promises;
        this.cases = cases;
        this.people = people;
        this.situations = situations;
        this.experiences = experiences;
        this.calls = calls;
        this.messages = messages;
        this.starting = starting;
        this.changing = changing;
        this.refusals = refusals;
        this.company = company;
        this.clock = clock;
    }

    /**
     * The promise must exist. Said again it changes nothing.
     *
     * @param at when the customer did it
     * @return why it is not taken, null if it is
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Refused meet(UUID promiseId, Instant at) {
        Promise promise = promises.find(promiseId);
        if (promise == null) {
            throw new IllegalArgumentException("no promise " + promiseId);
        }
        if (promise.isConditionMet()) {
            return null;
        }
        UUID caseId = promise.terms().caseId();
        Instant now = clock.instant();
        Refused why = promise.refusesMet(at);
        if (why != null) {
            refusals.add(List.of(new Refusal(caseId, promiseId, why)), now);
            return why;
        }
        ZoneId customer = zone(promise);
        Condition condition = Objects.requireNonNull(promise.condition());
        Succession goesOn = cases.succession(List.of(caseId));
        LocalDate day = condition.span().dueDay(at, customer, hours(promise, goesOn, now));
        KnownCase of = goesOn.answering(caseId);
        Matter matter = Matter.of(of == null ? null : of.about());
        Foresight foresight = new Foresight(experiences.load(List.of(matter), now));
        starting.startDate(promise, at, now, new Due.Day(day), customer, of, foresight);
        heard(promise);
        promises.save(List.of(promise), now);
        return null;
    }

    /** What the customer heard between the time at which they did it and now. */
    private void heard(Promise promise) {
        UUID caseId = promise.terms().caseId();
        List<UUID> ofCase = List.of(caseId);
        calls.ofCases(ofCase)
                .getOrDefault(caseId, List.of())
                .forEach(call -> changing.call(promise, call));
        messages.ofCases(ofCase)
                .getOrDefault(caseId, List.of())
                .forEach(heard -> changing.hear(promise, heard));
    }

    private BusinessCalendar hours(Promise promise, Succession cases, Instant now) {
        return Objects.requireNonNull(
                        situations.load(List.of(promise), cases, now).get(promise.terms().id()))
                .hours();
    }

    private ZoneId zone(Promise promise) {
        List<String> personIds = List.copyOf(Promises.people(List.of(promise)));
        return personIds.stream()
                .map(people.zones(personIds)::get)
                .filter(Objects::nonNull)
                .findAny()
                .orElse(company.zone());
    }
}
