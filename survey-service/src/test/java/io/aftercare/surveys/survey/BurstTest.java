package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** However many records come at once, the number of statements stays the same. */
@ServiceTest
class BurstTest {

    private static final int MANY = 2000;

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Transactions transactions;
    @Autowired private CaseEventsListener listener;
    @Autowired private AskingSurveys asking;

    @Test
    void needsAHandfulOfStatementsForThousandsOfResolutionsAndOfDueSurveys() {
        List<Story> stories =
                Stream.generate(() -> new Story(publishing, sent, clock)).limit(MANY).toList();
        List<String> locks = stories.stream().map(story -> "case:" + story.caseId).toList();
        Batch<CaseEvent> batch = new Batch<>(stories.stream().map(BurstTest::resolved).toList());
        assertThat(statements(locks, () -> listener.on(batch)))
                .as("2 to lock, 2 to load, then cases, surveys, timers, outbox, sequences")
                .isLessThanOrEqualTo(9);

        Instant moment = clock.instant().plusSeconds(36 * 3600);
        List<DueTimer> due = stories.stream().map(story -> due(story, moment)).toList();
        assertThat(asking.moreLocks(due)).hasSize(MANY);
        assertThat(statements(locks, () -> asking.fire(due, moment))).isLessThanOrEqualTo(9);
    }

    private int statements(List<String> locks, Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        Level before = logger.getLevel();
        seen.start();
        logger.addAppender(seen);
        logger.setLevel(Level.DEBUG);
        try {
            transactions.once(
                    locks,
                    () -> {
                        work.run();
                        return true;
                    });
        } finally {
            logger.setLevel(before);
            logger.detachAppender(seen);
        }
        String here = Thread.currentThread().getName();
        long statements =
                seen.list.stream()
                        .filter(event -> event.getThreadName().equals(here))
                        .filter(
                                event ->
                                        event.getMessage()
                                                .startsWith("Executing prepared SQL statement"))
                        .count();
        assertThat(statements).as("statements are seen").isPositive();
        return (int) statements;
    }

    private static Received<CaseEvent> resolved(Story story) {
        return new Received<>(
                Topics.CASE_EVENTS,
                story.caseId.toString(),
                story.resolved(1, io.aftercare.events.cases.Outcome.SOLVED, story.person, false),
                null);
    }

    private static DueTimer due(Story story, Instant moment) {
        String id = story.surveyId(1).toString();
        return new DueTimer(
                AskingSurveys.TIMER, id, "case:" + story.caseId, moment, moment, 0, null);
    }
}
