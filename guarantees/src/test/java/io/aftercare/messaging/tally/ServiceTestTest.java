package io.aftercare.messaging.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.arena.TallyTopics;
import io.aftercare.messaging.tally.avro.Add;
import io.aftercare.messaging.tally.avro.Added;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.tally.avro.Letter;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.tally.avro.Rang;
import io.aftercare.messaging.tally.avro.Ring;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Sent;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.messaging.test.WiringRules;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.stack.Infrastructure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.test.annotation.DirtiesContext;

/**
 * What tests of services are written with, used on a service. It ends with this class: it reads the
 * same topics as the replicas of the guarantees' tests.
 */
@ServiceTest
@DirtiesContext
class ServiceTestTest extends WiringRules {

    @Autowired private Publishing publish;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers fireTimers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Transactions transactions;
    @Autowired private Timers timers;

    @Override
    protected Collection<String> topicsToRead() {
        return List.of(Topics.INPUTS, Topics.LETTERS);
    }

    @BeforeAll
    static void makeTopics() {
        Infrastructure parts = Infrastructure.shared();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", parts.bootstrapServers()))) {
            new TallyTopics(admin, URI.create(parts.registryUrl())).prepare("tally");
        }
    }

    @Test
    void publishesAndSeesWhatFollows() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        publish.send(Topics.INPUTS, "followed", input(1, new Add(5)), trace);

        Sent<Output> output = outputs("followed");

        assertThat(((Added) output.value().getBody()).getTotal()).isEqualTo(5);
        assertThat(output.headers())
                .containsEntry("ce_type", "io.aftercare.messaging.tally.avro.Added")
                .containsEntry("ce_id", output.value().getEventId().toString())
                .containsEntry("traceparent", trace);
    }

    @Test
    void repeatsARecordWithoutASecondEffect() {
        publish.send(Topics.INPUTS, "repeated", input(1, new Add(5)));
        publish.again(sent.on(Topics.INPUTS, Input.class).await(it -> "repeated".equals(it.key())));

        quiet.await();

        assertThat(sent.on(Topics.OUTPUTS, Output.class).values("repeated")).hasSize(1);
    }

    @Test
    void findsPoisonAmongTheDeadLetters() {
        publish.bytes(Topics.INPUTS, "poison", new byte[] {1, 2, 3}, Map.of());
        publish.tombstone(Topics.INPUTS, "poison");
        publish.send(Topics.LETTERS, "poison", new Letter(1, "read"));

        quiet.await();

        assertThat(sent.deadLetters(Topics.INPUTS, "tally").of("poison"))
                .hasSize(2)
                .first()
                .satisfies(letter -> assertThat(letter.bytes()).containsExactly(1, 2, 3));
        assertThat(sent.deadLetters(Topics.LETTERS, "tally").of("poison")).isEmpty();
    }

    @Test
    void movesTheClockAndFiresWhatIsDue() {
        Instant due = clock.instant().plus(Duration.ofDays(3));
        publish.send(Topics.INPUTS, "timed", input(1, new Ring("three days", due, true)));
        quiet.await();
        assertThat(fireTimers.pending())
                .contains(new FireTimers.Pending(Ringing.KIND, "three days", due));

        fireTimers.at(due.minusMillis(1));
        assertThat(fireTimers.pending()).hasSize(1);
        fireTimers.after(Duration.ofMillis(1));

        assertThat(fireTimers.pending()).isEmpty();
        assertThat(outputs("timed").value().getBody()).isInstanceOf(Rang.class);
    }

    @Test
    void goesOnInTheTraceOfWhoSetATimer() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String other = "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203332-01";
        Instant due = clock.instant().plus(Duration.ofDays(1));
        publish.send(Topics.INPUTS, "traced", input(1, new Ring("traced", due, true)), trace);
        publish.send(Topics.INPUTS, "other", input(1, new Ring("other", due, false)), other);
        quiet.await();

        fireTimers.at(due);

        assertThat(outputs("traced").headers()).containsEntry("traceparent", trace);
        assertThat(outputs("other").headers()).containsEntry("traceparent", other);
    }

    @Test
    void refusesATimerThatNobodyHandles() {
        assertThatThrownBy(
                        () ->
                                transactions.holding(
                                        "key:x",
                                        () -> {
                                            timers.set(
                                                    Timer.at(
                                                            clock.instant(),
                                                            "nobody's",
                                                            "x",
                                                            "key:x"));
                                            return "set";
                                        }))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("every_timer_kind_has_a_handler");
    }

    private Sent<Output> outputs(String key) {
        return sent.on(Topics.OUTPUTS, Output.class).await(it -> key.equals(it.key()));
    }

    private Input input(long sequence, SpecificRecord body) {
        Instant now = clock.instant();
        return new Input(UUID.randomUUID(), sequence, now, now, body);
    }
}
