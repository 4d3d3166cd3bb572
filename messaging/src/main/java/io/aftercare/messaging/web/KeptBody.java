package io.aftercare.messaging.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what was sent while it is read: reading ends at the first thing that is wrong. To find all
 * of them it is read again without that one, until it can be read.
 */
@RestControllerAdvice
final class KeptBody extends RequestBodyAdviceAdapter {

    private static final String KEPT = KeptBody.class.getName();

    /** Who has more of them, writes to somebody else. */
    private static final int MOST = 20;

    private final JsonMapper json;
    private final Validator validator;

    KeptBody(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage input,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        byte[] body = input.getBody().readAllBytes();
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(
                        KEPT,
                        new Kept(body, json.constructType(type), json, validator),
                        RequestAttributes.SCOPE_REQUEST);
        return new HttpInputMessage() {
            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(body);
            }

            @Override
            public HttpHeaders getHeaders() {
                return input.getHeaders();
            }
        };
    }

    /** All that is wrong with a body that could not be read; none if it is no JSON at all. */
    static List<Broken> faults(RequestAttributes request) {
        return request.getAttribute(KEPT, RequestAttributes.SCOPE_REQUEST) instanceof Kept kept
                ? kept.faults()
                : List.of();
    }

    private record Kept(byte[] body, JavaType type, JsonMapper json, Validator validator) {

        List<Broken> faults() {
            List<Broken> faults = new ArrayList<>();
            try {
                JsonNode tree = json.readTree(body);
                while (faults.size() < MOST && !isRead(tree, faults)) {
                    // without what was wrong
                }
            } catch (JacksonException _) {
                // told as it is
            }
            return faults;
        }

        /** False if there was a fault, which the tree has no more. */
        private boolean isRead(JsonNode tree, List<Broken> faults) {
            try {
                Object value = json.treeToValue(tree, type);
                if (value == null) {
                    return true; // told as it is
                }
                validator.validate(value).stream()
                        .map(Kept::broken)
                        .filter(it -> faults.stream().noneMatch(that -> isWithin(it, that)))
                        .toList()
                        .forEach(faults::add);
                return true;
            } catch (DatabindException e) {
                Broken broken = Rules.broken(e);
                // a number that is missing now has been told
                if (faults.stream().noneMatch(it -> it.field().equals(broken.field()))) {
                    faults.add(broken);
                }
                return !isWithout(tree, e.getPath());
            }
        }

        private static Broken broken(ConstraintViolation<Object> violation) {
            return new Broken(violation.getPropertyPath().toString(), violation.getMessage());
        }

        /** It is so because what was wrong has been left out. */
        private static boolean isWithin(Broken it, Broken leftOut) {
            String field = leftOut.field();
            int list = field.endsWith("]") ? field.lastIndexOf('[') + 1 : field.length();
            return it.field().startsWith(field.substring(0, list));
        }

        private static boolean isWithout(JsonNode tree, List<JacksonException.Reference> path) {
            JsonNode parent = tree;
            for (int i = 0; i + 1 < path.size() && parent != null; i++) {
                JacksonException.Reference step = path.get(i);
                parent =
                        step.getPropertyName() == null
                                ? parent.get(step.getIndex())
                                : parent.get(step.getPropertyName());
            }
            if (path.isEmpty()) {
                return false;
            }
            JacksonException.Reference last = path.getLast();
            return switch (parent) {
                case ObjectNode fields when last.getPropertyName() != null ->
                        fields.remove(last.getPropertyName()) != null;
                case ArrayNode list when list.has(last.getIndex()) ->
                        !list.get(last.getIndex()).isNull()
                                && list.setNull(last.getIndex()) != null;
                case null, default -> false;
            };
        }
    }
}
