package io.aftercare.notifications.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.SentTopic;
import io.aftercare.notifications.Correspondence.Case;
import io.aftercare.notifications.Correspondence.Cases;
import io.aftercare.notifications.NotificationTest;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@NotificationTest
class KeepingAddresseesTest {

    @Autowired private Cases cases;
    @Autowired private Addressees addressees;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private SentEvents events;
    @Autowired private JdbcClient sql;

    private Case about;
    private String key;

    @BeforeEach
    void begin() {
        about = cases.begin();
        key = about.recipient();
    }

    @Test
    void keepsTheNewestVersionAlsoIfOlderOnesComeAgain() {
        about.knows(key, about.contact(2, 12).setName("New"));
        about.knows(key, about.contact(1, 12).setName("Old"));
        quiet.await();

        assertThat(stored().version()).isEqualTo(2);
        assertThat(stored().details().name()).isEqualTo("New");
    }

    @Test
    void erasesAllThatIsPersonalAndIsNotUndoneByAReplay() {
        about.customerIsKnown();
        about.erase(key);
        about.customerIsKnown();
        quiet.await();

        assertThat(stored().erased()).isTrue();
        assertThat(
                        sql.sql("SELECT c::text FROM contact c WHERE key = :key")
                                .param("key", key)
                                .query(String.class)
                                .single())
                .doesNotContain("Kari", "@", ",NO,", "Etc");
    }

    /** A version that was published before the tombstone may be read, or replayed, after it. */
    @Test
    void erasedStaysErasedWhateverVersionComesLater() {
        about.customerIsKnown();
        about.erase(key);
        about.knows(key, about.contact(7, 12));
        quiet.await();

        assertThat(stored().erased()).isTrue();
        assertThat(stored().details()).isEqualTo(Details.NONE);
    }

    @Test
    void takesNothingMoreAboutSomebodyErased() {
        about.customerIsKnown();
        about.erase(key);
        quiet.await();

        put(rest.operator(), "{\"name\":\"Kari\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("key");
        quiet.await();
        assertThat(events.on(Topics.CONTACTS, io.aftercare.contacts.Contact.class).of(key))
                .as("what was known, and the tombstone")
                .hasSize(2);
    }

    @Test
    void remembersThatSomebodyListsOnlyChannelsWeDoNotHave() {
        about.knows(
                key,
                about.contact(1, 12)
                        .setChannels(List.of(io.aftercare.contacts.ChannelKind.UNKNOWN)));
        quiet.await();

        assertThat(stored().details().channels()).containsExactly(ChannelKind.UNKNOWN);
    }

    @Test
    void publishesWhatIsEnteredAndFollowsTheTopicItself() {
        about.customerIsKnown();
        quiet.await();

        put(rest.operator(), "{\"name\":\"Ola\",\"email\":\"ola@example.org\"}")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(2);
        put(rest.publisher(), "{\"name\":\"Ola Nordmann\",\"channels\":[\"SMS\",\"EMAIL\"]}")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(3);

        SentTopic<io.aftercare.contacts.Contact> topic =
                events.on(Topics.CONTACTS, io.aftercare.contacts.Contact.class);
        topic.await(sent -> key.equals(sent.key()) && sent.value().getVersion() == 3);
        await().until(() -> stored().version() == 3);
        assertThat(stored().details().name()).isEqualTo("Ola Nordmann");
        assertThat(stored().details().email()).isNull();
        assertThat(stored().details().channels())
                .containsExactly(ChannelKind.SMS, ChannelKind.EMAIL);
    }

    @Test
    void publishesWhoStandsInForWhomAndWhenTeamsWork() {
        String staff = "staff:" + about.person();
        String team = "team:" + about.person();
        put(
                        rest.operator(),
                        staff,
                        """
                        {"deputy":"ola","team":"north",
                         "absences":[{"from":"2026-03-02T12:00:00Z","until":"2026-03-03T12:00:00Z"}]}""")
                .expectStatus()
                .isAccepted();
        put(
                        rest.operator(),
                        team,
                        """
                        {"parent":"top","lead":"kari",
                         "calendar":{"zone":"Europe/Oslo","country":"NO",
                            "week":"Mon-Fri 08:00-12:00,13:00-16:00","closed":["2026-12-24"]}}""")
                .expectStatus()
                .isAccepted();

        Instant from = Instant.parse("2026-03-02T12:00:00Z");
        io.aftercare.contacts.Contact ofStaff = published(staff);
        assertThat(ofStaff.getDeputy()).isEqualTo("ola");
        assertThat(ofStaff.getAbsences())
                .containsExactly(
                        new io.aftercare.contacts.Absence(from, from.plus(Duration.ofDays(1))));
        io.aftercare.contacts.Contact ofTeam = published(team);
        assertThat(ofTeam.getParent()).isEqualTo("top");
        assertThat(ofTeam.getCalendar())
                .isEqualTo(
                        new io.aftercare.contacts.Calendar(
                                "Europe/Oslo",
                                "NO",
                                null,
                                "Mon-Fri 08:00-12:00,13:00-16:00",
                                List.of(LocalDate.parse("2026-12-24"))));
    }

    private io.aftercare.contacts.Contact published(String of) {
        return events.on(Topics.CONTACTS, io.aftercare.contacts.Contact.class)
                .await(sent -> of.equals(sent.key()))
                .value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "person: | {\"team\":\"north\"}              | team",
                "person: | {\"deputy\":\"ola\"}              | deputy",
                "person: | {\"absences\":[{\"from\":\"2026-03-02T12:00:00Z\",\"until\":\"2026-03-03T12:00:00Z\"}]} | absences",
                "person: | {\"lead\":\"kari\"}               | lead",
                "person: | {\"parent\":\"top\"}              | parent",
                "staff:  | {\"calendar\":{\"zone\":\"Europe/Oslo\",\"week\":\"Mon 08:00-16:00\"}} | calendar",
                "staff:  | {\"lead\":\"kari\"}               | lead",
                "staff:  | {\"surveysRefused\":true}         | surveysRefused",
                "team:   | {\"surveysRefused\":true}         | surveysRefused",
                "team:   | {\"team\":\"north\"}              | team",
                "team:   | {\"email\":\"north@example.org\"} | email",
                "team:   | {\"phone\":\"+4722334455\"}       | phone",
                "team:   | {\"channels\":[\"SMS\"]}          | channels",
                "team:   | {\"handling\":\"QUIET\"}          | handling"
            })
    void refusesWhatMeansNothingOfSuchAContact(String kind, String body, String field) {
        put(rest.operator(), kind + about.person(), body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.rule")
                .value(String.class, rule -> assertThat(rule).startsWith("must be left out: "));
    }

    @Test
    void takesADefaultThatSaysNothing() {
        put(
                        rest.operator(),
                        "team:" + about.person(),
                        "{\"name\":\"North\",\"handling\":\"NORMAL\",\"surveysRefused\":false,\"channels\":[]}")
                .expectStatus()
                .isAccepted();
    }

    @Test
    void showsWhatIsWrongButNotWhoItIs() {
        about.knows(key, about.contact(1, 12).setPhone("22 33 44 55"));
        quiet.await();

        rest.operator()
                .get()
                .uri("/contacts/" + key)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(
                        body ->
                                assertThat(body)
                                        .contains("\"faults\":[\"phone\"]")
                                        .doesNotContain("Kari", "@"));
        rest.operator().get().uri("/contacts/person:nobody").exchange().expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\":\"nowhere\"}                | email",
                "{\"name\":\"a\\r\\nBcc: b@example.org\"} | name",
                "{\"phone\":\"12345678\"}               | phone",
                "{\"zone\":\"Oslo\"}                    | zone",
                "{\"country\":\"no\"}                   | country",
                "{\"language\":\"!\"}                   | language",
                "{\"handling\":\"UNKNOWN\"}             | handling",
                "{\"handling\":\"ROUGH\"}               | handling",
                "{\"channels\":[\"PIGEON\"]}            | channels[0]",
                "{\"channels\":[\"UNKNOWN\"]}           | channels[0]",
                "{\"channels\":[1]}                   | channels[0]",
                "{\"name\":7}                         | name",
                "{\"channels\":[\"SMS\",null]}          | channels[1]",
                "{\"name\":\"half \\ud83d\"}            | name",
                "{\"deputy\":\"Ola Nordmann\"}          | deputy",
                "{\"parent\":\"\"}                      | parent",
                "{\"absences\":[{\"from\":\"2026-03-02T12:00:00Z\",\"until\":\"2026-03-02T12:00:00Z\"}]} | absences",
                "{\"absences\":[null]}                 | absences",
                "{\"calendar\":{\"week\":\"Mon 08:00-16:00\"}} | calendar.zone",
                "{\"calendar\":{\"zone\":\"Europe/Oslo\",\"country\":\"XX\",\"week\":\"Mon 08:00-16:00\"}} | calendar.country",
                "{\"calendar\":{\"zone\":\"Europe/Oslo\",\"week\":\"\"}} | calendar.week",
                "{\"calendar\":{\"zone\":\"Europe/Oslo\",\"week\":\"Mon 08:00-12:00,11:00-13:00\"}} | calendar.week",
                "{\"calendar\":{\"zone\":\"Europe/Oslo\",\"week\":\"Mon 08:00-12:00\",\"closed\":[null]}} | calendar.closed",
                "{\"nickname\":\"K\"}                   | nickname"
            })
    void refusesMalformedFieldsByName(String body, String field) {
        String of = field.startsWith("calendar") || field.equals("parent") ? "team:" : "staff:";
        put(rest.operator(), of + about.person(), body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.rule")
                .value(
                        String.class,
                        rule -> assertThat(rule).startsWith("must ").doesNotContain("UNKNOWN"));
    }

    @Test
    void letsOperatorsAndPublishersInOnly() {
        put(rest.agent(), "{}").expectStatus().isForbidden();
        put(rest.anybody(), "{}").expectStatus().isUnauthorized();
        rest.publisher().get().uri("/messages/x").exchange().expectStatus().isForbidden();
        rest.agent().get().uri("/messages/x").exchange().expectStatus().isNotFound();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        put(
                        rest.operator(),
                        """
                        {"channels": ["EMAIL", null], "handling": "UNKNOWN", "phone": "1",
                         "zone": "Oslo"}""")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("channels[1]")
                .jsonPath("$.errors[0].field")
                .isEqualTo("channels[1]")
                .jsonPath("$.errors[1].field")
                .isEqualTo("handling")
                .jsonPath("$.errors[2].field")
                .isEqualTo("phone")
                .jsonPath("$.errors[3].field")
                .isEqualTo("zone")
                .jsonPath("$.errors.length()")
                .isEqualTo(4);
    }

    @Test
    void skipsKeysThatAreNobodys() {
        about.knows("robot:" + about.person(), about.contact(1, 12));
        about.customerIsKnown();
        quiet.await();

        assertThat(stored().known()).isTrue();
        assertThat(addressees.load(Set.of("robot:" + about.person())).values())
                .noneMatch(Addressee::known);
    }

    private RestTestClient.ResponseSpec put(RestTestClient as, String body) {
        return put(as, key, body);
    }

    private static RestTestClient.ResponseSpec put(RestTestClient as, String of, String body) {
        return as.put()
                .uri("/contacts/" + of)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private Addressee stored() {
        return Objects.requireNonNull(addressees.load(Set.of(key)).get(key));
    }
}
