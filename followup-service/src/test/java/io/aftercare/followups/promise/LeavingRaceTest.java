package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Keys;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody's hand-over ends in the very moment in which a promise of theirs is made. */
@ServiceTest
class LeavingRaceTest {

    private static final int ROUNDS = 50;

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private Transactions transactions;
    @Autowired private AcceptingPromises accepting;
    @Autowired private JdbcClient sql;

    @Test
    void nobodyHasLeftWhileAPromiseIsTheirs() throws Exception {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        for (int round = 0; round < ROUNDS; round++) {
            String leaver = "leaver-" + UUID.randomUUID();
            begin(leaver);
            // every other time the end comes when the promise is written and not committed
            boolean inTheMiddle = round % 2 == 1;
            CountDownLatch made = new CountDownLatch(inTheMiddle ? 1 : 0);
            CompletableFuture<Void> ended =
                    CompletableFuture.runAsync(
                            () -> {
                                awaitZero(made);
                                end(leaver);
                            });
            transactions.holding(
                    Keys.ofCase(story.caseId),
                    () -> {
                        make(story.caseId, leaver);
                        made.countDown();
                        if (inTheMiddle) {
                            await().until(() -> ended.isDone() || somebodyWaits());
                        }
                        return null;
                    });
            ended.get();

            HandoverController.Standing standing = standing(leaver);
            assertThat(standing.remaining()).isEqualTo(1);
            assertThat(standing.endedAt()).as("round %d", round).isNull();
        }
    }

    private void make(UUID caseId, String owner) {
        accepting.accept(
                new PromiseRequest(
                        UUID.randomUUID(),
                        caseId,
                        "OTHER",
                        null,
                        clock.instant().plus(Duration.ofDays(30)),
                        owner,
                        null));
    }

    private boolean somebodyWaits() {
        return sql.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                .query(Boolean.class)
                .single();
    }

    private static void awaitZero(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin(String staffId) {
        rest.lead()
                .post()
                .uri("/staff/{id}/handover", staffId)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"to\": \"lisa\", \"by\": \"lead1\"}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void end(String staffId) {
        rest.lead().post().uri("/staff/{id}/handover/end", staffId).exchange();
    }

    private HandoverController.Standing standing(String staffId) {
        HandoverController.Standing standing =
                rest.lead()
                        .get()
                        .uri("/staff/{id}/handover", staffId)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(HandoverController.Standing.class)
                        .returnResult()
                        .getResponseBody();
        if (standing == null) {
            throw new IllegalStateException("no answer");
        }
        return standing;
    }
}
