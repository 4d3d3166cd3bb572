package io.aftercare.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.stack.demo.Facts;
import io.aftercare.stack.demo.Facts.Fact;
import io.aftercare.stack.demo.Letters;
import io.aftercare.stack.demo.Outsider;
import io.aftercare.stack.demo.Surroundings;
import io.aftercare.stack.system.AftercareSystem;
import io.aftercare.stack.system.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An outage of followup-service turns no kept promise into a broken one: what was published in time
 * is read before the due date is judged. A promise that nobody kept is broken all the same.
 */
class DownAcrossADueDateTest {

    private static final boolean THOROUGH = Boolean.getBoolean("thorough");
    private static final List<String> CASES = List.of("kept", "slipped");
    private static final Duration DUE_AFTER = Duration.ofSeconds(THOROUGH ? 60 : 15);
    private static final Duration DOWN_AFTER_DUE = Duration.ofSeconds(THOROUGH ? 240 : 3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Clock clock = Clock.systemUTC();

    @Test
    void aPromiseKeptWhileNobodyListenedIsKeptAndNobodyIsAlarmed() {
        Map<String, String> environment =
                Map.of(
                        "AFTERCARE_FOLLOWUP_PROMISE_GRACE", "1s",
                        "AFTERCARE_FOLLOWUP_CONTACT_ASKAFTER", "1h");
        try (AftercareSystem system =
                        AftercareSystem.start(
                                Settings.throwaway(environment), System.out::println);
                Outsider outsider = new Outsider(brokers(system), registry(system));
                Facts facts =
                        new Facts(
                                "outage", brokers(system), registry(system), System.out::println)) {
            Instant begin = clock.instant();
            Surroundings where = Surroundings.whereItIsDay(begin);
            outsider.contact("staff:kari", "Kari", "kari@staff.example", where);
            outsider.contact("person:anna", "Anna", "anna@customer.example", where);
            CASES.forEach(name -> outsider.opened(name, begin, "anna", "kari"));
            await().atMost(PATIENCE).until(() -> count(facts, "CaseOpened") == 2);

            Instant promised = clock.instant();
            Instant due = promised.plus(DUE_AFTER);
            CASES.forEach(name -> outsider.promised(name, promised, "it works", "RESOLUTION", due));
            await().atMost(PATIENCE).until(() -> count(facts, "PromiseMade") == 2);

            system.service("followup-service").kill();
            outsider.resolved("kept", promised.plusMillis(1));
            await().atMost(PATIENCE).until(() -> count(facts, "CaseResolved") == 1);
            assertThat(clock.instant()).as("reported in time").isBefore(due);
            await().atMost(PATIENCE.plus(DUE_AFTER).plus(DOWN_AFTER_DUE))
                    .until(() -> clock.instant().isAfter(due.plus(DOWN_AFTER_DUE)));
            system.service("followup-service").start();

            await().atMost(PATIENCE).until(() -> count(facts, "PromiseKept") == 1);
            await().atMost(PATIENCE).until(() -> count(facts, "PromiseBroken") == 1);
            Letters letters = new Letters(system.mailbox());
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    letters.count("anna@customer.example", "We have not kept") == 1
                                            && letters.count("kari@staff.example", "Broken: ")
                                                    == 1);

            assertThat(facts.all())
                    .filteredOn(fact -> fact.caseId().equals(caseOf(facts, "kept")))
                    .extracting(Fact::type)
                    .doesNotContain("PromiseBroken", "PromiseAtRisk")
                    .contains("PromiseKept");
            assertThat(letters.all()).hasSize(2);
        }
    }

    private static String caseOf(Facts facts, String sourceCaseId) {
        return facts.all().stream()
                .filter(fact -> fact.type().equals("CaseOpened"))
                .filter(fact -> fact.text("sourceCaseId").equals(sourceCaseId))
                .findFirst()
                .orElseThrow()
                .caseId();
    }

    private static long count(Facts facts, String type) {
        return facts.all().stream().filter(fact -> fact.type().equals(type)).count();
    }

    private static String brokers(AftercareSystem system) {
        return system.infrastructure().bootstrapServers();
    }

    private static String registry(AftercareSystem system) {
        return system.infrastructure().registryUrl();
    }
}
