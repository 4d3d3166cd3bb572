package io.aftercare.followups;

import io.aftercare.messaging.Ids;
import io.aftercare.messaging.web.ApiDescription;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What {@code /v3/api-docs} says of each operation. The examples work as they are, about the case
 * that the example of case-service opens, and the first promise that is made here.
 */
@Configuration(proxyBeanMethods = false)
class DescribedApi {

    /** As in case-service. */
    private static final UUID CASE = Ids.of("crm", "example");

    private static final String KEY = "example";
    private static final int DAYS_AHEAD = 14;

    @Bean
    ApiDescription description(Clock clock) {
        ApiDescription api =
                new ApiDescription(
                        "followup-service",
                        "Asks whether it is really solved, and keeps the ledger of promises.");
        summaries(api);
        return api.parameter("caseId", () -> CASE)
                .parameter("id", () -> Ids.of("rest-promise", CASE, KEY))
                .parameter("Idempotency-Key", () -> KEY)
                .parameter("owner", () -> "kari")
                .parameter("staffId", () -> "kari")
                .example(
                        "POST /cases/{caseId}/promises",
                        "a day",
                        () -> Map.of("kind", "UPDATE", "dueDay", ahead(clock, 1)))
                .example(
                        "POST /cases/{caseId}/promises",
                        "under a condition, with another Idempotency-Key",
                        () ->
                                Map.of(
                                        "kind",
                                        "REFUND",
                                        "condition",
                                        Map.of("text", "Send us your IBAN", "businessDays", 5)))
                .example(
                        "POST /promises/{id}/revisions",
                        "a new day",
                        () ->
                                Map.of(
                                        "dueDay", ahead(clock, 2),
                                        "reason", "PARTS_MISSING",
                                        "initiative", "US"))
                .example("POST /promises/{id}/kept", "now", Map::of)
                .example("POST /promises/{id}/met", "now", Map::of)
                .example("POST /promises/{id}/answers", "yes", () -> Map.of("answer", "WILL_KEEP"))
                .example("POST /promises/{id}/withdrawn", "agreed", () -> Map.of("consent", true))
                .example(
                        "POST /cases/{caseId}/calls",
                        "reached",
                        () -> Map.of("outcome", "REACHED", "by", "kari"))
                .example(
                        "POST /staff/{staffId}/handover",
                        "all",
                        () -> Map.of("to", "lisa", "by", "lead1"))
                .example(
                        "POST /staff/{staffId}/handover",
                        "by team",
                        () ->
                                Map.of(
                                        "byTeam",
                                        Map.of("north", "lisa"),
                                        "to",
                                        "ola",
                                        "by",
                                        "lead1"));
    }

    /** A day that is still ahead when the example is pasted. */
    private static String ahead(Clock clock, int times) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusDays((long) DAYS_AHEAD * times)
                .toString();
    }

    private static void summaries(ApiDescription api) {
        api.says("POST /cases/{caseId}/promises", "Make a promise, by a date or under a condition")
                .says("GET /cases/{caseId}/promises", "The promises of a case")
                .says("GET /promises/{id}", "A promise with its dates, outcomes and ledger")
                .says("POST /cases/{caseId}/calls", "Record a call to the customer")
                .says("GET /cases/{caseId}/calls", "The calls of a case, the oldest first")
                .says("POST /promises/{id}/kept", "Say that a promise was kept")
                .says("POST /promises/{id}/met", "Say that the customer did what it waits for")
                .says("POST /promises/{id}/revisions", "Give a promise a new date")
                .says("POST /promises/{id}/answers", "Answer a warning")
                .says("POST /promises/{id}/withdrawn", "Withdraw a promise")
                .says("GET /promises", "Promises that are open or broken, or of one state")
                .says("GET /promises/unowned", "Promises that nobody answers for")
                .says("GET /promises/advice", "The earliest date to promise")
                .says("GET /owners/{owner}/morning", "What an owner looks at in the morning")
                .says("GET /figures/promises", "How promises are kept, by owner, team and so on")
                .says("POST /staff/{staffId}/handover", "Hand over the promises of who leaves")
                .says("GET /staff/{staffId}/handover", "How far a hand-over of promises is")
                .says("POST /staff/{staffId}/handover/end", "End a hand-over of promises")
                .says("GET /refusals", "Promises, and reports about them, that were refused");
    }
}
