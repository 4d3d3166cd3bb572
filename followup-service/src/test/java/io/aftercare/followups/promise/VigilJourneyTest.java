package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.contacts.Absence;
import io.aftercare.contacts.Calendar;
import io.aftercare.contacts.Contact;
import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.Outcome;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.Remedy;
import io.aftercare.events.followups.PromiseAtRisk;
import io.aftercare.events.followups.PromiseHeld;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseWarningAnswered;
import io.aftercare.events.followups.PromiseWithdrawn;
import io.aftercare.events.followups.WarningAnswer;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.Handling;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.schemas.Topics;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A team of its own, whose week begins on a Monday at ten. */
@ServiceTest
class VigilJourneyTest {

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final String OFFICE = "Mon-Fri 09:00-17:00";
    private static final Duration MS = Duration.ofMillis(1);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private JdbcClient sql;

    private final String suffix = UUID.randomUUID().toString();
    private final String kari = "kari-" + suffix;
    private final String liv = "liv-" + suffix;
    private final String mona = "mona-" + suffix;
    private final String team = "team-" + suffix;
    private final String above = "above-" + suffix;
    private LocalDate monday = LocalDate.EPOCH;

    @BeforeEach
    void aWeekBegins() {
        monday =
                LocalDate.ofInstant(clock.instant(), OSLO)
                        .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        team(team, 1, liv, above, OFFICE);
        team(above, 1, mona, null, OFFICE);
        quiet.await();
        timers.at(at(0, "10:00"));
    }

    @Test
    void aPromiseNobodyAnswersForIsHeldAndIfNobodyCallsTheManagerHearsOfIt() {
        CaseStory story = aCase();
        Instant due = at(2, "11:00");
        UUID id = promised(story, due);
        UUID update = Ids.of("holding", id);

        timers.at(at(1, "11:00"));
        timers.at(at(1, "15:00"));
        Instant lastMoment = due.minus(MS).minus(Duration.ofHours(1));
        timers.at(lastMoment.minus(MS));
        quiet.await();
        assertThat(said(story))
                .containsExactlyInAnyOrder(
                        "PROMISE_AT_RISK:" + id + ":1:1 staff:" + kari,
                        "PROMISE_STILL_AT_RISK:" + id + ":1:2 staff:" + kari,
                        "PROMISE_STILL_AT_RISK:" + id + ":1:3 staff:" + liv);

        Instant by = at(3, "17:00");
        timers.at(lastMoment);
        assertThat(story.awaitFact(PromiseHeld.class))
                .isEqualTo(new PromiseHeld(id, 1, by, update));
        quiet.await();
        assertThat(story.facts())
                .contains(
                        new PromiseMade(
                                update,
                                io.aftercare.events.followups.PromiseKind.UPDATE,
                                by,
                                liv,
                                false,
                                null,
                                null));
        assertThat(letter(story, "PROMISE_HOLDING:" + id + ":1:0").getBody())
                .isEqualTo(
                        new Ask(
                                Purpose.PROMISE_HOLDING,
                                lastMoment,
                                lastMoment.plus(Duration.ofHours(24)),
                                null,
                                liv,
                                due,
                                story.reference(),
                                by,
                                Handling.NORMAL,
                                null,
                                null,
                                io.aftercare.requests.PromiseKind.OTHER));
        assertThat(letter(story, "PROMISE_STILL_AT_RISK:" + id + ":1:4").getRecipient())
                .isEqualTo("staff:" + liv);

        timers.at(due.plus(MS));
        timers.at(due.plus(Duration.ofHours(1)));
        timers.at(at(2, "15:00").minus(MS));
        quiet.await();
        assertThat(broken(story, id))
                .containsExactlyInAnyOrder("PROMISE_BROKEN_STAFF:" + id + ":1:0 staff:" + kari);
        timers.at(at(2, "15:00"));
        timers.at(at(3, "11:00"));
        quiet.await();
        assertThat(broken(story, id))
                .containsExactlyInAnyOrder(
                        "PROMISE_BROKEN_STAFF:" + id + ":1:0 staff:" + kari,
                        "PROMISE_BROKEN_STAFF:" + id + ":1:1 staff:" + liv,
                        "PROMISE_BROKEN_STAFF:" + id + ":1:2 staff:" + mona);

        timers.at(by.plus(MS));
        timers.at(at(7, "12:00"));
        quiet.await();
        assertThat(broken(story, update))
                .containsExactlyInAnyOrder(
                        "PROMISE_BROKEN_STAFF:" + update + ":1:0 staff:" + liv,
                        "PROMISE_BROKEN_STAFF:" + update + ":1:2 staff:" + mona);
        assertThat(said(story)).noneMatch(it -> it.startsWith("PROMISE_BROKEN_CUSTOMER"));
    }

    @Test
    void anOwnerWhoWillKeepItIsLeftToIt() {
        CaseStory story = aCase();
        Instant due = at(2, "11:00");
        UUID id = promised(story, due);
        answer(id, "{\"answer\": \"WILL_KEEP\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("state");
        timers.at(at(1, "11:00"));
        for (String bad : List.of("{\"answer\": \"MAYBE\"}", "{\"answer\": 1}", "{}")) {
            answer(id, bad)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.field")
                    .isEqualTo("answer");
        }
        answer(id, "{\"answer\": \"WILL_KEEP\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.revisions[0].watch.answer")
                .isEqualTo("WILL_KEEP")
                .jsonPath("$.ledger[?(@.what == 'WILL_KEEP')]")
                .isNotEmpty();
        answer(id, "{\"answer\": \"WILL_KEEP\"}").expectStatus().isOk();
        assertThat(story.awaitFact(PromiseWarningAnswered.class))
                .isEqualTo(new PromiseWarningAnswered(id, 1, 1, WarningAnswer.WILL_KEEP));

        timers.at(at(1, "15:00"));
        timers.at(due);
        timers.at(due.plus(MS));
        timers.at(due.plus(Duration.ofHours(1)));
        quiet.await();
        assertThat(said(story))
                .containsExactlyInAnyOrder(
                        "PROMISE_AT_RISK:" + id + ":1:1 staff:" + kari,
                        "PROMISE_STILL_AT_RISK:" + id + ":1:2 staff:" + kari,
                        "PROMISE_BROKEN_STAFF:" + id + ":1:0 staff:" + kari,
                        "PROMISE_BROKEN_CUSTOMER:" + id + ":1:0 person:" + story.person);
        assertThat(story.facts())
                .noneMatch(PromiseHeld.class::isInstance)
                .filteredOn(PromiseWarningAnswered.class::isInstance)
                .hasSize(1);
        answer(id, "{\"answer\": \"WILL_NOT\"}").expectStatus().isEqualTo(409);
    }

    @Test
    void aDeputyStandsInForWhoIsAway() {
        staff(liv, 1, "lars-" + suffix, at(0, "00:00"), at(2, "00:00"));
        CaseStory story = aCase();
        Instant due = at(1, "16:00");
        UUID id = promised(story, due);
        timers.at(at(1, "12:00"));
        quiet.await();

        assertThat(said(story))
                .contains("PROMISE_STILL_AT_RISK:" + id + ":1:3 staff:lars-" + suffix);
        timers.at(due.plus(MS));
        timers.at(at(2, "12:00"));
        quiet.await();
        assertThat(broken(story, id)).contains("PROMISE_BROKEN_STAFF:" + id + ":1:1 staff:" + liv);
    }

    @Test
    void aWarningMovesWithTheCalendarAndIsNotGivenAgain() {
        CaseStory later = aCase();
        CaseStory earlier = aCase();
        Instant due = at(2, "11:00");
        UUID first = promised(later, due);
        UUID second = promised(earlier, due);
        timers.due();
        team(team, 2, liv, above, "Mon-Fri 06:00-14:00");
        quiet.await();
        timers.at(at(1, "11:00"));
        timers.at(at(1, "15:00"));
        quiet.await();
        assertThat(said(later))
                .containsExactlyInAnyOrder("PROMISE_AT_RISK:" + first + ":1:1 staff:" + kari);
        timers.at(at(2, "07:00"));
        quiet.await();
        assertThat(said(later)).contains("PROMISE_STILL_AT_RISK:" + first + ":1:2 staff:" + kari);

        // as if it had worked like this from the beginning; what was said is not said again
        team(team, 3, liv, above, OFFICE);
        quiet.await();
        timers.due();
        quiet.await();
        assertThat(said(earlier))
                .hasSize(3)
                .contains("PROMISE_AT_RISK:" + second + ":1:1 staff:" + kari);
    }

    @Test
    void aWarningThatACalendarMovesForwardIsGivenInTime() {
        CaseStory story = aCase();
        UUID id = promised(story, at(2, "11:00"));
        timers.due();
        team(team, 2, liv, above, "Mon-Fri 10:00-12:00");
        quiet.await();
        timers.at(at(0, "11:00").minus(MS));
        quiet.await();
        assertThat(said(story)).isEmpty();
        timers.at(at(0, "11:00"));

        assertThat(story.awaitFact(PromiseAtRisk.class).getLevel()).isEqualTo(1);
        assertThat(story.awaitFact(PromiseAtRisk.class).getPromiseId()).isEqualTo(id);
    }

    @Test
    void anOlderVersionOfATeamChangesNothingAndAnErasedOneStaysErased() {
        team(team, 1, mona, null, "Mon-Fri 10:00-12:00");
        publishing.tombstone(Topics.CONTACTS, "team:" + above);
        team(above, 9, mona, null, OFFICE);
        CaseStory story = aCase();
        Instant due = at(2, "11:00");
        UUID id = promised(story, due);
        timers.at(at(0, "12:00"));
        quiet.await();
        assertThat(said(story)).isEmpty();

        timers.at(due.plus(MS));
        timers.at(at(3, "12:00"));
        quiet.await();
        assertThat(broken(story, id))
                .containsExactlyInAnyOrder(
                        "PROMISE_BROKEN_STAFF:" + id + ":1:0 staff:" + kari,
                        "PROMISE_BROKEN_STAFF:" + id + ":1:1 staff:" + liv);
    }

    @Test
    void aCaseInOtherHandsIsWatchedInTheHoursOfTheNewTeam() {
        String other = "other-" + suffix;
        team(other, 1, mona, null, "Mon-Fri 06:00-14:00");
        CaseStory story = aCase();
        UUID id = promised(story, at(2, "11:00"));
        timers.due();
        story.tell(0, clock.instant(), new CaseAssigned("ola", other));
        quiet.await();
        timers.at(at(1, "11:00"));
        timers.at(at(1, "15:00"));
        timers.at(at(2, "07:00"));
        quiet.await();

        assertThat(said(story))
                .containsExactlyInAnyOrder(
                        "PROMISE_AT_RISK:" + id + ":1:1 staff:ola",
                        "PROMISE_STILL_AT_RISK:" + id + ":1:2 staff:ola",
                        "PROMISE_STILL_AT_RISK:" + id + ":1:3 staff:" + mona);
    }

    @Test
    void aCaseThatIsTakenUpAgainIsWatchedAgain() {
        CaseStory story = aCase();
        Instant due = at(2, "11:00");
        story.promised("p", PromiseKind.RESOLUTION, due);
        story.tell(
                1,
                clock.instant().minusSeconds(60),
                new CaseResolved(
                        Outcome.SOLVED,
                        Remedy.NONE,
                        CaseKind.FAULT,
                        null,
                        null,
                        Priority.NORMAL,
                        kari,
                        team,
                        io.aftercare.events.cases.Handling.NORMAL,
                        false,
                        "crm"));
        quiet.await();
        timers.at(at(1, "11:00"));
        timers.at(at(1, "16:00"));
        quiet.await();
        assertThat(said(story)).noneMatch(it -> it.contains("AT_RISK"));
        story.reopened(1);
        quiet.await();
        timers.due();
        quiet.await();

        assertThat(said(story))
                .filteredOn(it -> it.contains("AT_RISK"))
                .containsExactlyInAnyOrder(
                        "PROMISE_STILL_AT_RISK:" + story.promiseId("p") + ":1:2 staff:" + kari,
                        "PROMISE_STILL_AT_RISK:" + story.promiseId("p") + ":1:3 staff:" + liv);
    }

    /** The company's hours are around the clock in these tests. */
    @Test
    void aCalendarThatNobodyCanWorkByCountsAsNone() {
        team(team, 2, liv, above, "Mon-Fri 09:00-12:00,11:00-17:00");
        CaseStory story = aCase();
        Instant due = at(2, "11:00");
        UUID id = promised(story, due);
        quiet.await();
        timers.at(at(1, "11:00"));
        timers.at(at(2, "07:00"));
        quiet.await();

        assertThat(said(story))
                .containsExactlyInAnyOrder(
                        "PROMISE_AT_RISK:" + id + ":1:1 staff:" + kari,
                        "PROMISE_STILL_AT_RISK:" + id + ":1:2 staff:" + kari,
                        "PROMISE_STILL_AT_RISK:" + id + ":1:3 staff:" + liv);
    }

    @Test
    void otherSettingsThanThoseItWasPlannedByPlanEverythingAnew() {
        CaseStory story = aCase();
        UUID id = promised(story, at(2, "11:00"));
        timers.due();
        sql.sql("DELETE FROM messaging.timer WHERE kind = 'promise-warn' AND subject = ?")
                .param(id.toString())
                .update();
        sql.sql("UPDATE planned_by SET fingerprint = 'of yesterday'").update();
        timers.after(Duration.ofMinutes(1));

        assertThat(timers.pending())
                .anyMatch(it -> it.kind().equals("promise-warn") && it.subject().equals(id + ""));
    }

    @Test
    void aHoldingNoticeThatWasNotSentAfterAllPromisesNothing() {
        CaseStory story = aCase();
        Instant due = at(2, "11:00");
        UUID id = promised(story, due);
        timers.at(due);
        story.awaitFact(PromiseHeld.class);
        story.promiseKept("p", due);
        story.awaitFact(PromiseKept.class);
        story.takenBack(
                "PROMISE_HOLDING:" + id + ":1:0",
                io.aftercare.events.notifications.Purpose.PROMISE_HOLDING);

        assertThat(story.awaitFact(PromiseWithdrawn.class))
                .isEqualTo(new PromiseWithdrawn(Ids.of("holding", id), 1, false));
    }

    private CaseStory aCase() {
        return new CaseStory(publishing, sent, clock).livesIn(1, "Europe/Oslo").opened(kari, team);
    }

    private UUID promised(CaseStory story, Instant due) {
        UUID id = story.promised("p", PromiseKind.OTHER, due);
        story.awaitFact(PromiseMade.class);
        quiet.await();
        return id;
    }

    private RestTestClient.ResponseSpec answer(UUID id, String body) {
        return rest.agent()
                .post()
                .uri("/promises/{id}/answers", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private void team(String id, long version, String lead, @Nullable String parent, String week) {
        publishing.send(
                Topics.CONTACTS,
                "team:" + id,
                Contact.newBuilder()
                        .setVersion(version)
                        .setLead(lead)
                        .setParent(parent)
                        .setCalendar(new Calendar("Europe/Oslo", null, null, week, List.of()))
                        .build());
    }

    private void staff(String id, long version, String deputy, Instant from, Instant until) {
        publishing.send(
                Topics.CONTACTS,
                "staff:" + id,
                Contact.newBuilder()
                        .setVersion(version)
                        .setTeam(team)
                        .setDeputy(deputy)
                        .setAbsences(List.of(new Absence(from, until)))
                        .build());
        quiet.await();
    }

    private Instant at(int day, String time) {
        return monday.plusDays(day).atTime(LocalTime.parse(time)).atZone(OSLO).toInstant();
    }

    private static List<String> said(CaseStory story) {
        return story.letters().stream()
                .filter(it -> it.getBody() instanceof Ask)
                .map(it -> it.getMessageKey() + " " + it.getRecipient())
                .toList();
    }

    private static List<String> broken(CaseStory story, UUID id) {
        return said(story).stream()
                .filter(it -> it.startsWith("PROMISE_BROKEN_STAFF:" + id))
                .toList();
    }

    private static NotificationRequest letter(CaseStory story, String key) {
        return story.letters().stream()
                .filter(letter -> letter.getMessageKey().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
