package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Handling;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.messaging.timers.FiringTimers;
import io.aftercare.schemas.Topics;
import io.aftercare.stack.ServiceDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Promises that are due in the same second, a hundred of each owner; nobody keeps any of them. */
@ServiceTest
class ManyDueAtOnceTest {

    private static final boolean THOROUGH = Boolean.getBoolean("thorough");
    private static final int PROMISES = THOROUGH ? 100_000 : 5_000;
    private static final int WARM_UP = PROMISES / 10;
    private static final int OF_ONE_OWNER = 100;

    /**
     * Generous: with all of {@code -Pthorough} two modules are tested at once. The goal for a
     * hundred thousand is ten seconds, alone; decision 0024 says how it was measured.
     */
    private static final Duration MOST = Duration.ofSeconds(THOROUGH ? 60 : 15);

    private static final Duration PATIENCE = Duration.ofMinutes(THOROUGH ? 10 : 1);
    private static final Duration MS = Duration.ofMillis(1);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private FireTimers timers;
    @Autowired private FiringTimers firing;
    @Autowired private Admin admin;
    @Autowired private JdbcClient sql;
    @Autowired private ServiceDatabase database;

    private Instant due = Instant.MAX;

    /** A service that runs has judged before. */
    @BeforeEach
    void promise() {
        promise(WARM_UP);
        clock.set(due.plus(MS));
        firing.fireDue();
        quiet.awaitAtMost(PATIENCE);
        forget();
        promise(PROMISES);
    }

    private void promise(int promises) {
        quiet.await();
        timers.due();
        due = clock.instant().plus(MS);
        publishing.sendAll(Topics.CASE_EVENTS, () -> facts(promises).iterator());
        quiet.awaitAtMost(PATIENCE);
        firing.fireDue();
        // as it was long before they are due; only the owner may
        JdbcClient.create(
                        new DriverManagerDataSource(
                                database.jdbcUrl(), database.owner(), database.ownerPassword()))
                .sql("ANALYZE promise, promise_revision, promise_notice, known_case")
                .update();
    }

    @AfterEach
    void forget() {
        sql.sql(
                        """
                        WITH gone AS (
                            DELETE FROM promise WHERE due_at = :due::timestamptz RETURNING id),
                        dates AS (
                            DELETE FROM promise_revision USING gone WHERE promise_id = id),
                        notices AS (DELETE FROM promise_notice USING gone WHERE promise_id = id),
                        lines AS (DELETE FROM promise_entry USING gone WHERE promise_id = id)
                        DELETE FROM messaging.timer USING gone WHERE subject = id::text""")
                .param("due", due.toString())
                .update();
    }

    @Test
    void areEachJudgedOnceAndSoon() {
        long facts = records(Topics.FOLLOWUP_EVENTS);
        long letters = records(Topics.NOTIFICATION_REQUESTS);
        clock.set(due.plus(MS));
        long begin = System.nanoTime();
        CompletableFuture<Integer> fired = CompletableFuture.supplyAsync(firing::fireDue);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> !openPromises());
        Duration judged = Duration.ofNanos(System.nanoTime() - begin);
        fired.join();
        quiet.awaitAtMost(PATIENCE);
        Duration said = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf(
                "%d promises judged in %d ms, all planned and said in %d ms%n",
                PROMISES, judged.toMillis(), said.toMillis());

        assertThat(lines("BROKEN", "")).isEqualTo(PROMISES);
        assertThat(lines("ASKED", "BROKEN_STAFF")).isEqualTo(PROMISES);
        assertThat(records(Topics.FOLLOWUP_EVENTS) - facts).isEqualTo(PROMISES);
        assertThat(records(Topics.NOTIFICATION_REQUESTS) - letters).isEqualTo(PROMISES);
        assertThat(judged).isLessThan(MOST);
    }

    /** Recorded a millisecond before the date, so that nobody is warned any more. */
    private Stream<Map.Entry<String, SpecificRecord>> facts(int promises) {
        return IntStream.range(0, promises).boxed().flatMap(this::factsOf);
    }

    private Stream<Map.Entry<String, SpecificRecord>> factsOf(int number) {
        CaseStory story = new CaseStory(publishing, sent, clock);
        Instant made = due.minus(Duration.ofDays(2));
        CaseEvent opened =
                story.fact(
                        1,
                        0,
                        made,
                        new CaseOpened(
                                "crm",
                                story.caseId.toString(),
                                CaseKind.FAULT,
                                null,
                                null,
                                Priority.NORMAL,
                                "many-" + number / OF_ONE_OWNER,
                                "many",
                                null,
                                Handling.NORMAL,
                                false));
        CaseEvent promised =
                story.fact(
                        2,
                        0,
                        made,
                        new CasePromised(
                                story.promiseId("p"),
                                PromiseKind.OTHER,
                                new DueInstant(due),
                                null));
        String key = story.caseId.toString();
        return Stream.of(Map.entry(key, opened), Map.entry(key, promised));
    }

    /** Asked often: by the index, partition by partition, so that it takes no time off the work. */
    private boolean openPromises() {
        return sql.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM generate_series(0, 99) AS each(partition) CROSS JOIN LATERAL (
                                SELECT FROM messaging.timer
                                 WHERE waits_for = :topic AND waits_partition = each.partition
                                   AND kind = 'promise-due' AND due = :from::timestamptz
                                   AND NOT parked LIMIT 1) AS one)""")
                .param("topic", Topics.CASE_EVENTS)
                .param("from", due.plus(MS).toString())
                .query(Boolean.class)
                .single();
    }

    /** How many of these promises have exactly one such line in the ledger. */
    private long lines(String what, String notice) {
        return sql.sql(
                        """
                        SELECT count(*) FROM (
                            SELECT FROM promise_entry e
                             WHERE due_at = :due::timestamptz AND what = :what
                               AND coalesce(notice, '') = :notice
                             GROUP BY promise_id HAVING count(*) = 1) AS once""")
                .param("due", due.toString())
                .param("what", what)
                .param("notice", notice)
                .query(Long.class)
                .single();
    }

    /** How many records were ever written to a topic. */
    private long records(String topic) {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(it -> it.partitions().stream())
                    .forEach(
                            it ->
                                    ends.put(
                                            new TopicPartition(topic, it.partition()),
                                            OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
