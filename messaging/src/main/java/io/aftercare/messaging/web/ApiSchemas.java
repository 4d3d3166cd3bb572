package io.aftercare.messaging.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What records say of themselves that a description of them leaves out: what may be null. */
final class ApiSchemas {

    private static final String PROBLEM = "Problem";
    private static final String BROKEN = "Broken";
    private static final String PLACE = "#/components/schemas/";

    /** What an enum has for the symbols of later versions; nobody is to send it. */
    private static final String UNKNOWN = "UNKNOWN";

    private ApiSchemas() {}

    static void complete(Components components) {
        if (components.getSchemas() != null) {
            components.getSchemas().forEach((name, schema) -> complete(name, schema));
        }
        Schema<?> broken = new JsonSchema().typesItem("object");
        broken.addProperty("field", text("What is wrong: a field or parameter."));
        broken.addProperty("rule", text("What must hold, to be read after the field."));
        broken.setRequired(List.of("field", "rule"));
        components.addSchemas(BROKEN, broken);
        components.addSchemas(PROBLEM, problemSchema());
    }

    private static Schema<?> problemSchema() {
        Schema<?> problem = new JsonSchema().typesItem("object");
        problem.addProperty("title", text("The status in words."));
        problem.addProperty("status", new JsonSchema().typesItem("integer"));
        problem.addProperty("detail", text("The field and the rule, or what else it is."));
        problem.addProperty("instance", text("The path."));
        problem.addProperty("field", text("The first that is wrong."));
        problem.addProperty("rule", text("What must hold, to be read after the field."));
        Schema<?> errors = new JsonSchema().typesItem("array");
        errors.setItems(new JsonSchema().$ref(PLACE + BROKEN));
        errors.setDescription("All of them, if there are several.");
        problem.addProperty("errors", errors);
        problem.setRequired(List.of("title", "status"));
        return problem;
    }

    static Content problem() {
        return new Content()
                .addMediaType(
                        org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new MediaType().schema(new JsonSchema().$ref(PLACE + PROBLEM)));
    }

    private static Schema<?> text(String description) {
        return new JsonSchema().typesItem("string").description(description);
    }

    private static void complete(String name, Schema<?> schema) {
        RecordComponent[] components = recordNamed(name).getRecordComponents();
        if (components == null) {
            return;
        }
        for (Schema<?> part : parts(schema)) {
            for (RecordComponent component : components) {
                if (part.getProperties() != null
                        && part.getProperties().containsKey(component.getName())) {
                    complete(part, component);
                }
            }
        }
    }

    private static Class<?> recordNamed(String name) {
        try {
            return ClassUtils.forName(name, null);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e); // schemas have the names of their classes
        }
    }

    /** One of a sealed type is described in two parts: what all have, and its own. */
    private static List<Schema<?>> parts(Schema<?> schema) {
        List<Schema<?>> parts = new ArrayList<>();
        parts.add(schema);
        if (schema.getAllOf() != null) {
            schema.getAllOf().forEach(parts::add);
        }
        return parts;
    }

    private static void complete(Schema<?> schema, RecordComponent component) {
        String name = component.getName();
        Schema<?> property = Objects.requireNonNull(schema.getProperties().get(name));
        boolean isRequired = schema.getRequired() != null && schema.getRequired().contains(name);
        if (component.getType() == String.class && property.getEnum() != null) {
            property.getEnum().removeIf(UNKNOWN::equals);
        }
        if (isRequired) {
            return;
        }
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            schema.addRequiredItem(name);
        } else if (property.get$ref() != null) {
            schema.getProperties()
                    .put(
                            name,
                            new JsonSchema()
                                    .addOneOfItem(new JsonSchema().$ref(property.get$ref()))
                                    .addOneOfItem(new JsonSchema().typesItem("null")));
        } else {
            property.addType("null");
            if (property.getEnum() != null) {
                property.getEnum().add(null);
            }
        }
    }
}
