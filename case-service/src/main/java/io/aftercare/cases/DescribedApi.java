package io.aftercare.cases;

import io.aftercare.messaging.Ids;
import io.aftercare.messaging.web.ApiDescription;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What {@code /v3/api-docs} says of each operation. The examples work as they are, and one after
 * the other: the reports open and resolve the case that the others are about.
 */
@Configuration(proxyBeanMethods = false)
class DescribedApi {

    private static final String SOURCE = "crm";
    private static final String CASE = "example";

    @Bean
    ApiDescription description(Clock clock) {
        ApiDescription api =
                new ApiDescription(
                        "case-service",
                        "The record of cases, and the timeline of all that happened to them.");
        summaries(api);
        return api.parameter("source", () -> SOURCE)
                .parameter("caseId", () -> Ids.of(SOURCE, CASE))
                .parameter("staffId", () -> "kari")
                .parameter("product", () -> "ROUTER")
                .parameter("week", () -> "2026-W31")
                .answers("POST /reports", 202, "It waits for its case.")
                .example(
                        "POST /reports",
                        "Opened",
                        () ->
                                report(
                                        clock,
                                        "example-1",
                                        Map.of(
                                                "type", "Opened",
                                                "personId", "anna",
                                                "kind", "FAULT",
                                                "cause", "NO_SIGNAL",
                                                "product", "ROUTER",
                                                "owner", "kari",
                                                "subject", "No signal since this morning")))
                .example(
                        "POST /reports",
                        "Resolved",
                        () ->
                                report(
                                        clock,
                                        "example-2",
                                        Map.of(
                                                "type", "Resolved",
                                                "outcome", "SOLVED",
                                                "remedy", "REPAIR",
                                                "summary", "A new line card")))
                .example(
                        "PUT /cases/{caseId}/wish",
                        "wish",
                        () -> Map.of("wish", "A call before noon"))
                .example(
                        "POST /cases/{caseId}/corrections",
                        "cause",
                        () ->
                                Map.of(
                                        "field", "CAUSE",
                                        "value", "LINE_CARD",
                                        "reason", "The technician found it in the exchange",
                                        "by", "lead1"))
                .example(
                        "PUT /figures/denominators/{product}/{week}",
                        "units",
                        () -> Map.of("units", 12_000))
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

    private static Map<String, Object> report(Clock clock, String id, Map<String, Object> body) {
        return Map.of(
                "source", SOURCE,
                "reportId", id,
                "sourceCaseId", CASE,
                "occurredAt", clock.instant().toString(),
                "body", body);
    }

    private static void summaries(ApiDescription api) {
        api.says("GET /cases", "Cases, the oldest first; as a sheet with Accept: text/csv")
                .says("GET /cases/{caseId}", "A case as it stands, with its last corrections")
                .says("GET /cases/{caseId}/corrections", "All corrections, the newest first")
                .says("PUT /cases/{caseId}/wish", "Note what the customer wants")
                .says(
                        "POST /cases/{caseId}/corrections",
                        "Correct what a resolution was said to be")
                .says("GET /cases/{caseId}/timeline", "What happened to a case in all services")
                .says("POST /reports", "Report what happened to a case")
                .says("GET /refusals", "Reports of a source that were refused, the newest first")
                .says("POST /staff/{staffId}/handover", "Hand over the cases of who leaves")
                .says("GET /staff/{staffId}/handover", "How far a hand-over of cases is")
                .says("POST /staff/{staffId}/handover/end", "End a hand-over of cases")
                .says("GET /figures/complaints", "Complaints over time, by cause or product")
                .says(
                        "PUT /figures/denominators/{product}/{week}",
                        "Say how many of a product were with customers in a week")
                .says("GET /figures/resolution-time", "How long it took to resolve cases");
    }
}
