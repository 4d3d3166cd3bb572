package io.aftercare.messaging.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * What {@code /v3/api-docs} says of a service beside what its controllers say themselves: for all
 * of them alike whom they answer, and how they refuse; for each what it does, with examples that
 * work as they are. An operation is named by its method and path, as {@code POST
 * /cases/{caseId}/calls}.
 */
public final class ApiDescription implements OpenApiCustomizer, OperationCustomizer {

    private static final Pattern ROLE = Pattern.compile("'([A-Z]+)'");

    private final Info info;
    private final Map<String, String> summaries = new LinkedHashMap<>();
    private final Map<String, Supplier<?>> parameters = new LinkedHashMap<>();
    private final List<Body> examples = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    /**
     * @param service its name
     */
    public ApiDescription(String service, String description) {
        this.info = new Info().title(service).version("1").description(description);
    }

    private record Body(String operation, String name, Supplier<?> body) {}

    private record Answer(String operation, int status, String when) {}

    /** What the operation does, in one line. */
    public ApiDescription says(String operation, String summary) {
        summaries.put(operation, summary);
        return this;
    }

    /** A parameter of that name, wherever one must be given, may be this. */
    public ApiDescription parameter(String name, Supplier<?> example) {
        parameters.put(name, example);
        return this;
    }

    /** Such a body may be sent; made anew whenever it is looked at. */
    public ApiDescription example(String operation, String name, Supplier<?> body) {
        examples.add(new Body(operation, name, body));
        return this;
    }

    /** Another way in which it succeeds. */
    public ApiDescription answers(String operation, int status, String when) {
        answers.add(new Answer(operation, status, when));
        return this;
    }

    /** Whom it answers; and what is made once is 201 at first, and 200 when it was there before. */
    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        PreAuthorize said =
                AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), PreAuthorize.class);
        if (said == null) {
            said =
                    AnnotatedElementUtils.findMergedAnnotation(
                            method.getBeanType(), PreAuthorize.class);
        }
        if (said != null) {
            operation.description(
                    ROLE.matcher(said.value())
                            .results()
                            .map(role -> role.group(1).toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ", "For the roles: ", "")));
        }
        if (method.getMethod().isAnnotationPresent(PostMapping.class)
                && method.getMethod().getReturnType() == ResponseEntity.class) {
            ApiResponse before = Objects.requireNonNull(operation.getResponses().get("200"));
            before.description("It was so before: the same request again changes nothing.");
            operation
                    .getResponses()
                    .addApiResponse(
                            "201",
                            new ApiResponse()
                                    .description("It is made.")
                                    .content(before.getContent()));
        }
        return operation;
    }

    @Override
    public void customise(OpenAPI api) {
        Components components =
                api.getComponents() == null ? new Components() : api.getComponents();
        api.info(info)
                .components(
                        components.addSecuritySchemes(
                                "role",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("The secret of a role.")))
                .addSecurityItem(new SecurityRequirement().addList("role"));
        ApiSchemas.complete(components);
        api.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperationsMap()
                                        .forEach((method, it) -> complete(method, path, it)));
        examples.forEach(it -> put(it, operation(api, it.operation)));
        answers.forEach(it -> put(it, operation(api, it.operation)));
    }

    private void complete(PathItem.HttpMethod method, String path, Operation operation) {
        operation.summary(summaries.get(method + " " + path));
        for (Parameter parameter :
                Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            Supplier<?> example = parameters.get(parameter.getName());
            boolean isLeftOut =
                    "query".equals(parameter.getIn())
                            && !Boolean.TRUE.equals(parameter.getRequired());
            if (example != null && !isLeftOut) {
                parameter.example(example.get());
            }
        }
        ApiResponses responses = operation.getResponses();
        responses.addApiResponse(
                "400", refused("It cannot be read, or a field breaks a rule: field and rule say."));
        responses.addApiResponse("401", refused("Nobody's secret."));
        responses.addApiResponse("403", refused("Another role is needed."));
        boolean namesOne = path.contains("{caseId}") || path.contains("{id}");
        if (namesOne || path.endsWith("/end")) {
            responses.addApiResponse("404", refused("What the path names is not there."));
        }
        if (method == PathItem.HttpMethod.POST) {
            responses.addApiResponse(
                    "409", refused("As things stand none like it is taken: field and rule say."));
        }
    }

    private static ApiResponse refused(String when) {
        return new ApiResponse().description(when).content(ApiSchemas.problem());
    }

    private static void put(Body example, Operation operation) {
        operation
                .getRequestBody()
                .getContent()
                .values()
                .forEach(
                        it ->
                                it.addExamples(
                                        example.name, new Example().value(example.body.get())));
    }

    private static void put(Answer answer, Operation operation) {
        ApiResponse like = Objects.requireNonNull(operation.getResponses().get("200"));
        operation
                .getResponses()
                .addApiResponse(
                        String.valueOf(answer.status),
                        new ApiResponse().description(answer.when).content(like.getContent()));
    }

    private static Operation operation(OpenAPI api, String name) {
        String[] parts = name.split(" ");
        PathItem item = Objects.requireNonNull(api.getPaths().get(parts[1]), name);
        return Objects.requireNonNull(
                item.readOperationsMap().get(PathItem.HttpMethod.valueOf(parts[0])), name);
    }
}
