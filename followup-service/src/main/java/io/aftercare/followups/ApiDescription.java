package io.aftercare.followups;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /v3/api-docs} says of this service beside what its controllers say themselves. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final int DAYS_AHEAD = 14;

    @Bean
    OpenApiCustomizer description(Clock clock) {
        return api -> {
            api.info(
                    new Info()
                            .title("followup-service")
                            .version("1")
                            .description(
                                    "Asks whether it is really solved, and keeps the ledger of promises."));
            enter(api);
            // a date that is still ahead when the example is pasted
            String day =
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                            .plusDays(DAYS_AHEAD)
                            .toString();
            String later = LocalDate.parse(day).plusDays(DAYS_AHEAD).toString();
            example(api, "/cases/{caseId}/promises", Map.of("kind", "RESOLUTION", "dueDay", day));
            example(
                    api,
                    "/promises/{id}/revisions",
                    Map.of("dueDay", later, "reason", "PARTS_MISSING", "initiative", "US"));
            example(api, "/promises/{id}/kept", Map.of());
            example(api, "/promises/{id}/met", Map.of());
            example(api, "/staff/{staffId}/handover", Map.of("to", "lisa", "by", "lead1"));
            example(api, "/cases/{caseId}/calls", Map.of("outcome", "REACHED", "by", "kari"));
            example(api, "/promises/{id}/withdrawn", Map.of("consent", true));
        };
    }

    private static void enter(OpenAPI api) {
        Components components =
                api.getComponents() == null ? new Components() : api.getComponents();
        api.components(
                components.addSecuritySchemes(
                        "role",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("The secret of a role.")));
        api.addSecurityItem(new SecurityRequirement().addList("role"));
    }

    private static void example(OpenAPI api, String path, Object body) {
        PathItem item = Objects.requireNonNull(api.getPaths().get(path), path);
        item.getPost().getRequestBody().getContent().values().forEach(it -> it.example(body));
    }
}
