package io.aftercare.messaging.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Which field of a request broke which rule, as far as the exception tells. */
final class Rules {

    private static final String REQUIRED = "must be given";

    /** What an enum has for the symbols of later versions; nobody is to send it. */
    private static final String UNKNOWN = "UNKNOWN";

    private static final String INVALID = "must be valid";

    private static final Map<Class<?>, String> MUST_BE =
            Map.of(
                    UUID.class, "must be a UUID",
                    Instant.class, "must be an instant, as 2026-05-31T09:30:00Z",
                    LocalDate.class, "must be a date, as 2026-05-31",
                    Duration.class, "must be a duration, as PT2H",
                    Integer.class, "must be a whole number",
                    Long.class, "must be a whole number",
                    BigDecimal.class, "must be a number",
                    Double.class, "must be a number",
                    Boolean.class, "must be true or false",
                    String.class, "must be a text");

    private Rules() {}

    /** By field, then by rule: the same request is always answered the same. */
    static List<Broken> brokenBy(Exception e, RequestAttributes request) {
        List<Broken> ofBody =
                e instanceof HttpMessageNotReadableException
                        ? KeptBody.faults(request)
                        : List.<Broken>of();
        return (ofBody.isEmpty() ? unsorted(e) : ofBody)
                .stream()
                        .sorted(Comparator.comparing(Broken::field).thenComparing(Broken::rule))
                        .toList();
    }

    private static List<Broken> unsorted(Exception e) {
        return switch (e) {
            case BindingResult errors -> broken(errors);
            case MethodValidationResult result ->
                    result.getParameterValidationResults().stream()
                            .flatMap(parameter -> broken(parameter).stream())
                            .toList();
            case MissingServletRequestParameterException missing ->
                    List.of(new Broken(missing.getParameterName(), REQUIRED));
            case MissingServletRequestPartException missing ->
                    List.of(new Broken(missing.getRequestPartName(), REQUIRED));
            case MissingRequestHeaderException missing ->
                    List.of(new Broken(missing.getHeaderName(), REQUIRED));
            case MissingPathVariableException missing ->
                    List.of(new Broken(missing.getVariableName(), REQUIRED));
            case TypeMismatchException mismatch -> broken(mismatch);
            case HttpMessageNotReadableException unreadable -> broken(unreadable);
            default -> List.of();
        };
    }

    static boolean tooLarge(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimitFilter.BodyTooLargeException) {
                return true;
            }
        }
        return false;
    }

    private static List<Broken> broken(Errors errors) {
        List<Broken> broken = new ArrayList<>();
        errors.getFieldErrors()
                .forEach(
                        error ->
                                broken.add(
                                        new Broken(
                                                error.getField(),
                                                // that message would be an exception's
                                                error.isBindingFailure()
                                                        ? INVALID
                                                        : message(error))));
        errors.getGlobalErrors().forEach(error -> broken.add(new Broken("body", message(error))));
        return broken;
    }

    private static String message(ObjectError error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), INVALID);
    }

    private static List<Broken> broken(ParameterValidationResult parameter) {
        if (parameter instanceof Errors errors) {
            return broken(errors);
        }
        String name =
                Objects.requireNonNullElse(
                        parameter.getMethodParameter().getParameterName(), "parameter");
        return parameter.getResolvableErrors().stream()
                .map(error -> Objects.requireNonNullElse(error.getDefaultMessage(), INVALID))
                .map(rule -> new Broken(name, rule))
                .toList();
    }

    private static List<Broken> broken(TypeMismatchException mismatch) {
        String name =
                mismatch instanceof MethodArgumentTypeMismatchException argument
                        ? argument.getName()
                        : mismatch.getPropertyName();
        return List.of(
                new Broken(
                        Objects.requireNonNullElse(name, "parameter"),
                        mustBe(mismatch.getRequiredType())));
    }

    private static List<Broken> broken(HttpMessageNotReadableException unreadable) {
        return List.of(
                switch (unreadable.getCause()) {
                    case null -> new Broken("body", REQUIRED);
                    case InputCoercionException e ->
                            new Broken(path(e), "must be a number with fewer digits");
                    case StreamReadException _ ->
                            new Broken("body", "must be well-formed JSON, with each field once");
                    case JacksonException e -> broken(e);
                    default -> new Broken("body", INVALID);
                });
    }

    static Broken broken(JacksonException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException e -> new Broken(path(e), "must be a known field");
            case InvalidNullException e -> new Broken(path(e), REQUIRED);
            case MismatchedInputException e -> new Broken(path(e), mustBe(e.getTargetType()));
            default -> new Broken(path(unreadable), INVALID);
        };
    }

    /** As {@code promises[2].due}. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static String mustBe(@Nullable Class<?> type) {
        if (type == null) {
            return INVALID;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .filter(constant -> !constant.equals(UNKNOWN))
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "must be a list";
        }
        return MUST_BE.getOrDefault(ClassUtils.resolvePrimitiveIfNecessary(type), INVALID);
    }
}
