package io.aftercare.cases.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.cases.SourceCase;
import io.aftercare.cases.lifecycle.Case;
import io.aftercare.cases.lifecycle.Cases;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody's hand-over ends in the very moment in which a case is given to them. */
@ServiceTest
class LeavingRaceTest {

    private static final int ROUNDS = 50;

    @Autowired private Publishing publishing;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private Transactions transactions;
    @Autowired private Cases cases;
    @Autowired private JdbcClient sql;

    @Test
    void nobodyHasLeftWhileACaseIsTheirs() throws Exception {
        SourceCase ours = SourceCase.aNewOne();
        publishing.send(
                Topics.CASE_INTAKE,
                ours.id(),
                ours.report("1", clock.instant().minusSeconds(60), SourceCase.opened("p1")));
        quiet.await();
        for (int round = 0; round < ROUNDS; round++) {
            String leaver = "leaver-" + UUID.randomUUID();
            begin(leaver);
            // every other time the end comes when the case is given to them and not committed
            CountDownLatch given = new CountDownLatch(round % 2);
            CompletableFuture<Void> ended =
                    CompletableFuture.runAsync(
                            () -> {
                                awaitZero(given);
                                end(leaver);
                            });
            boolean inTheMiddle = round % 2 == 1;
            transactions.holding(
                    Case.lock(ours.caseId()),
                    () -> {
                        give(ours.caseId(), leaver);
                        given.countDown();
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

    private void give(UUID caseId, String to) {
        Case one = Objects.requireNonNull(cases.load(Set.of(caseId), Set.of()).get(caseId));
        one.handOver(to, clock.instant());
        cases.save(List.of(one), List.of());
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
