package io.aftercare.surveys.person;

import io.aftercare.hours.ContactHours;
import io.aftercare.hours.ContactHours.Audience;
import io.aftercare.hours.ContactHours.Channel;
import io.aftercare.hours.ContactWindow;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells when and whether people may be asked for an opinion. */
@Component
public class ReachingPeople {

    private final People people;
    private final CompanySettings company;
    private final ContactHours hours = ContactHours.load();

    ReachingPeople(People people, CompanySettings company) {
        this.people = people;
        this.company = company;
    }

    /** The reach of each, as known now; somebody unknown is a stranger. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Reach> reach(Collection<String> ids) {
        Map<String, Reach> reach = new HashMap<>();
        ids.forEach(id -> reach.put(id, stranger()));
        people.load(ids)
                .forEach(
                        (id, person) ->
                                reach.put(
                                        id,
                                        new Reach(
                                                hours(person.country(), person.zone()),
                                                person.objection())));
        return reach;
    }

    /** The reach of somebody unknown: the company's country and zone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Reach stranger() {
        return new Reach(hours(null, null), null);
    }

    private ContactWindow hours(@Nullable String country, @Nullable ZoneId zone) {
        return country == null && zone == null
                ? window(company.country(), company.zone())
                : window(country, zone);
    }

    private ContactWindow window(@Nullable String country, @Nullable ZoneId zone) {
        return hours.allowed(country, zone, Channel.EMAIL, Audience.CONSUMER);
    }
}
