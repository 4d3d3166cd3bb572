package io.aftercare.cases;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /v3/api-docs} says of this service beside what its controllers say themselves. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenApiCustomizer description(Clock clock) {
        return api -> {
            api.info(
                    new Info()
                            .title("case-service")
                            .version("1")
                            .description(
                                    "The record of cases, and the timeline of all that happened to them."));
            enter(api);
            example(
                    api,
                    "/reports",
                    Map.of(
                            "source", "crm",
                            "reportId", "example-1",
                            "sourceCaseId", "example",
                            "occurredAt", clock.instant().toString(),
                            "body",
                                    Map.of(
                                            "type", "Opened",
                                            "kind", "FAULT",
                                            "cause", "NO_SIGNAL",
                                            "product", "ROUTER",
                                            "subject", "No signal since this morning")));
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
