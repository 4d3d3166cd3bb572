package io.aftercare.cases.desk;

import static io.aftercare.cases.SourceCase.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.cases.lifecycle.Case;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class WishAndErasureTest {

    @Autowired Publishing publishing;
    @Autowired Quiet quiet;
    @Autowired MovableClock clock;
    @Autowired JdbcClient sql;
    @Autowired Transactions transactions;
    @Autowired NotingWishes noting;

    /** The wish is written but not committed while the customer is erased. */
    @Test
    void noWishIsLeftOfAPersonWhoIsErasedWhileItIsNoted() throws Exception {
        String person = "p" + UUID.randomUUID();
        SourceCase one = SourceCase.aNewOne();
        publishing.send(
                Topics.CASE_INTAKE,
                one.id(),
                one.report("1", clock.instant(), opened(person, null, null)));
        quiet.await();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> wish =
                CompletableFuture.supplyAsync(
                        () ->
                                transactions.holding(
                                        Case.lock(one.caseId()),
                                        () -> {
                                            boolean known =
                                                    noting.note(one.caseId(), "Call my wife Ida");
                                            written.countDown();
                                            await(goOn);
                                            return known;
                                        }));
        await(written);
        publishing.tombstone(Topics.CONTACTS, "person:" + person);
        Awaitility.await("erased, or waiting for the wish")
                .atMost(Duration.ofSeconds(20))
                .until(() -> isErased(one) || isSomebodyWaiting());
        goOn.countDown();
        assertThat(wish.get(20, TimeUnit.SECONDS)).isTrue();
        quiet.await();

        assertThat(isErased(one)).isTrue();
        assertThat(
                        sql.sql("SELECT count(*) FROM case_text WHERE case_id = :id")
                                .param("id", one.caseId())
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    private boolean isErased(SourceCase one) {
        return sql.sql("SELECT erased FROM cases WHERE case_id = :id")
                .param("id", one.caseId())
                .query(Boolean.class)
                .single();
    }

    private boolean isSomebodyWaiting() {
        return sql.sql(
                        """
                        SELECT count(*) > 0 FROM pg_stat_activity
                         WHERE datname = current_database() AND wait_event_type = 'Lock'""")
                .query(Boolean.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
