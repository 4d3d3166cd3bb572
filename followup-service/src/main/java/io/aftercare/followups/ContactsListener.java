package io.aftercare.followups;

import io.aftercare.contacts.Calendar;
import io.aftercare.contacts.Contact;
import io.aftercare.followups.contact.ErasingContacts;
import io.aftercare.followups.known.LearningPeople;
import io.aftercare.followups.known.LearningRosters;
import io.aftercare.followups.known.LearningRosters.Said;
import io.aftercare.followups.known.Person;
import io.aftercare.followups.known.Staff;
import io.aftercare.followups.known.Team;
import io.aftercare.followups.known.TeamHours;
import io.aftercare.followups.promise.ForgettingTexts;
import io.aftercare.followups.promise.LearningZones;
import io.aftercare.followups.promise.ReplanningPromises;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hears where people live, how teams and staff work together, and who wants to be forgotten. */
@Component
class ContactsListener implements Listener<Contact> {

    private final LearningPeople learning;
    private final LearningZones zones;
    private final ErasingContacts erasing;
    private final ForgettingTexts forgetting;
    private final LearningRosters rosters;
    private final ReplanningPromises replanning;

    ContactsListener(
            LearningPeople learning,
            LearningZones zones,
            ErasingContacts erasing,
            ForgettingTexts forgetting,
            LearningRosters rosters,
            ReplanningPromises replanning) {
        this.learning = learning;
        this.zones = zones;
        this.erasing = erasing;
        this.forgetting = forgetting;
        this.rosters = rosters;
        this.replanning = replanning;
    }

    @Override
    public String topic() {
        return Topics.CONTACTS;
    }

    @Override
    public Class<Contact> type() {
        return Contact.class;
    }

    @Override
    public Collection<String> keys(Received<Contact> received) {
        String key = received.key();
        boolean ofColleague = Keys.isId(Keys.staffId(key)) || Keys.isId(Keys.teamId(key));
        return Keys.personId(key) != null || ofColleague ? List.of(key) : List.of();
    }

    @Override
    public boolean takesTombstones() {
        return true;
    }

    @Override
    public void on(Batch<Contact> batch) {
        List<Person> people = new ArrayList<>();
        List<String> erased = new ArrayList<>();
        Said said = new Said();
        for (Received<Contact> received : batch) {
            String id = Keys.personId(received.key());
            if (id == null) {
                colleague(received, said);
            } else if (received.tombstone()) {
                erased.add(id);
            } else {
                people.add(person(id, received.value()));
            }
        }
        learning.learn(people);
        learning.erase(erased);
        zones.soon(people.stream().map(Person::id).distinct().toList());
        erasing.soon(erased);
        forgetting.of(erased);
        replanning.soon(rosters.learn(said));
    }

    private static Person person(String id, Contact contact) {
        return new Person(
                id,
                contact.getVersion(),
                Person.country(contact.getCountry()),
                Person.zone(contact.getZone()));
    }

    /** One who is neither staff nor a team is passed over. */
    private static void colleague(Received<Contact> received, Said said) {
        String staffId = idOrNull(Keys.staffId(received.key()));
        String teamId = idOrNull(Keys.teamId(received.key()));
        if (staffId != null && received.tombstone()) {
            said.goneStaff().add(staffId);
        } else if (staffId != null) {
            said.staff().add(staff(staffId, received.value()));
        } else if (teamId != null && received.tombstone()) {
            said.goneTeams().add(teamId);
        } else if (teamId != null) {
            said.teams().add(team(teamId, received.value()));
        }
    }

    private static Staff staff(String id, Contact contact) {
        return new Staff(
                id,
                contact.getVersion(),
                idOrNull(contact.getTeam()),
                idOrNull(contact.getDeputy()),
                contact.getAbsences().stream()
                        .map(it -> new Staff.Absence(it.getFrom(), it.getUntil()))
                        .toList());
    }

    private static Team team(String id, Contact contact) {
        Calendar calendar = contact.getCalendar();
        return new Team(
                id,
                contact.getVersion(),
                idOrNull(contact.getLead()),
                idOrNull(contact.getParent()),
                calendar == null
                        ? null
                        : new TeamHours(
                                calendar.getZone(),
                                calendar.getCountry(),
                                calendar.getSubdivision(),
                                calendar.getWeek(),
                                calendar.getClosed()));
    }

    /** Whoever cannot exist counts as not said: letters to them would be refused. */
    private static @Nullable String idOrNull(@Nullable String id) {
        return Keys.isId(id) ? id : null;
    }
}
