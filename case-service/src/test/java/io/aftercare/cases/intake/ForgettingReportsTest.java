package io.aftercare.cases.intake;

import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.reopened;
import static io.aftercare.cases.SourceCase.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class ForgettingReportsTest {

    @Autowired Publishing publishing;
    @Autowired SentEvents sent;
    @Autowired Quiet quiet;
    @Autowired FireTimers fire;
    @Autowired MovableClock clock;
    @Autowired JdbcClient sql;

    private final SourceCase ours = SourceCase.aNewOne();

    /** What is sent again after its report was forgotten meets a case that knows it. */
    @Test
    void forgetsOldReportsAndNothingComesBackWithThem() {
        Instant then = clock.instant();
        publishCourse(then);
        quiet.await();
        receivedAt("1", then.minus(Duration.ofDays(89)));
        receivedAt("2", then.minus(Duration.ofDays(89)));
        receivedAt("3", then.minus(Duration.ofDays(89)));

        fire.after(Duration.ofDays(1));
        assertThat(reports()).hasSize(3);
        fire.after(Duration.ofDays(1));
        assertThat(reports()).isEmpty();

        publishCourse(then);
        quiet.await();
        assertThat(ours.facts(sent.on(Topics.CASE_EVENTS, CaseEvent.class)))
                .containsExactly("CaseOpened", "CaseResolved", "CaseReopened");
    }

    @Test
    void keepsReportsAsLongAsTheyMayBeReplayed() {
        assertThatThrownBy(() -> new RetentionSettings(Duration.ofDays(35).minusMillis(1)))
                .hasMessageContaining("aftercare.retention.reports");
    }

    private void publishCourse(Instant at) {
        publish("1", at.minusSeconds(3), opened("p1"));
        publish("2", at.minusSeconds(2), resolved());
        publish("3", at.minusSeconds(1), reopened());
    }

    private void publish(String id, Instant at, Object body) {
        publishing.send(Topics.CASE_INTAKE, ours.id(), ours.report(id, at, body));
    }

    private void receivedAt(String reportId, Instant at) {
        sql.sql("UPDATE report SET received_at = :at::timestamptz WHERE report_id = :id")
                .param("at", at.toString())
                .param("id", ours.reportId(reportId))
                .update();
    }

    private List<String> reports() {
        return sql.sql("SELECT report_id FROM report WHERE case_id = :case")
                .param("case", ours.caseId())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
