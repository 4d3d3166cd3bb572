package io.aftercare.cases.erasure;

import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.contacts.Contact;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class ErasureTest {

    @Autowired Publishing publishing;
    @Autowired Quiet quiet;
    @Autowired Rest rest;
    @Autowired MovableClock clock;
    @Autowired JdbcClient sql;

    private final String person = "p" + UUID.randomUUID();
    private Instant now;

    @BeforeEach
    void look() {
        now = clock.instant();
    }

    @Test
    void aTombstoneErasesTheTextOfThePersonsCasesAndNothingElse() {
        SourceCase theirs = aCaseWithText(person);
        SourceCase another = aCaseWithText("q" + person);
        quiet.await();
        publishing.tombstone(Topics.CONTACTS, "person:" + person);
        quiet.await();

        assertThat(textsOf(theirs)).isZero();
        assertThat(textsOf(another)).isOne();
        rest.agent()
                .get()
                .uri("/cases/{id}", theirs.caseId())
                .exchange()
                .expectBody()
                .jsonPath("$.subject")
                .isEqualTo(null)
                .jsonPath("$.summary")
                .isEqualTo(null)
                .jsonPath("$.erased")
                .isEqualTo(true)
                .jsonPath("$.state")
                .isEqualTo("RESOLVED");
    }

    @Test
    void laterReportsBringNoTextBack() {
        SourceCase known = aCaseWithText(person);
        quiet.await();
        publishing.tombstone(Topics.CONTACTS, "person:" + person);
        quiet.await();
        SourceCase later = aCaseWithText(person);
        report(known, "3", now.plusSeconds(1), SourceCase.reopened());
        report(known, "4", now.plusSeconds(2), resolved("a summary"));
        quiet.await();

        assertThat(textsOf(known)).isZero();
        assertThat(textsOf(later)).isZero();
        assertThat(cycle(known)).isEqualTo(2);
        assertThat(cycle(later)).isEqualTo(1);
    }

    @Test
    void aPersonErasedBeforeAnyCaseStaysErased() {
        publishing.tombstone(Topics.CONTACTS, "person:" + person);
        quiet.await();
        SourceCase theirs = aCaseWithText(person);
        quiet.await();

        assertThat(textsOf(theirs)).isZero();
    }

    @Test
    void otherContactsAreNotKept() {
        SourceCase theirs = aCaseWithText(person);
        Contact contact =
                Contact.newBuilder().setVersion(1).setName("Ola").setEmail("o@example.org").build();
        publishing.send(Topics.CONTACTS, "person:" + person, contact);
        publishing.tombstone(Topics.CONTACTS, "staff:" + person);
        quiet.await();

        assertThat(textsOf(theirs)).isOne();
    }

    /** Whichever comes first at the database, no text is left. */
    @Test
    void noTextSlipsPastAnErasureThatRunsAtTheSameTime() {
        for (int round = 0; round < 5; round++) {
            String person = this.person + round;
            List<SourceCase> theirs =
                    IntStream.range(0, 50).mapToObj(_ -> SourceCase.aNewOne()).toList();
            publishing.sendAll(
                    Topics.CASE_INTAKE,
                    theirs.stream().map(one -> entry(one, "1", opened(person, "s", "w"))).toList());
            publishing.tombstone(Topics.CONTACTS, "person:" + person);
            publishing.sendAll(
                    Topics.CASE_INTAKE,
                    theirs.stream().map(one -> entry(one, "2", resolved("done"))).toList());
            quiet.await();

            assertThat(theirs).allSatisfy(one -> assertThat(textsOf(one)).isZero());
        }
    }

    private Map.Entry<String, SpecificRecord> entry(SourceCase one, String id, Object body) {
        return Map.entry(one.id(), one.report(id, now, body));
    }

    private SourceCase aCaseWithText(String personId) {
        SourceCase one = SourceCase.aNewOne();
        report(one, "1", now, opened(personId, "a subject", "a wish"));
        report(one, "2", now, resolved("a summary"));
        return one;
    }

    private void report(SourceCase one, String id, Instant at, Object body) {
        publishing.send(Topics.CASE_INTAKE, one.id(), one.report(id, at, body));
    }

    private int textsOf(SourceCase one) {
        return sql.sql("SELECT count(*) FROM case_text WHERE case_id = :id")
                .param("id", one.caseId())
                .query(Integer.class)
                .single();
    }

    private int cycle(SourceCase one) {
        return sql.sql("SELECT cycle FROM cases WHERE case_id = :id")
                .param("id", one.caseId())
                .query(Integer.class)
                .single();
    }
}
