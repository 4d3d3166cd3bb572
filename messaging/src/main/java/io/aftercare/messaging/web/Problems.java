package io.aftercare.messaging.web;

import io.aftercare.messaging.Failure;
import io.aftercare.messaging.Passing;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Renders every failed request as a problem detail (RFC 9457). Where a field broke a rule, the
 * members {@code field} and {@code rule} name them, and {@code errors} lists all of them if there
 * are several. No text of an exception and nothing of the input is repeated.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal) {
        return answer(refusal.status(), refusal.broken());
    }

    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void denied(RuntimeException e) {
        throw e; // rendered by the security filters
    }

    @ExceptionHandler
    ResponseEntity<Object> fieldsTooLarge(InvalidParameterException e) {
        HttpStatus status = HttpStatus.resolve(e.getErrorCode());
        return answer(status == null ? HttpStatus.BAD_REQUEST : status, List.of());
    }

    /** Headers are looked at by the firewall only when somebody reads them. */
    @ExceptionHandler
    ResponseEntity<Object> rejected(RequestRejectedException e) {
        return answer(
                HttpStatus.BAD_REQUEST,
                List.of(new Broken("headers", "must have no control characters")));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e) {
        if (passes(e)) {
            LOG.warn("A request was turned away, trouble that passes: {}", Failure.where(e));
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .body(problem(HttpStatus.SERVICE_UNAVAILABLE, List.of()));
        }
        LOG.error("A request failed: {}", Failure.stacks(e));
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, List.of());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (Rules.tooLarge(e)) {
            return answer(HttpStatus.CONTENT_TOO_LARGE, List.of());
        }
        return super.handleExceptionInternal(
                e, problem(status, Rules.brokenBy(e, request)), headers, status, request);
    }

    private static boolean passes(Exception e) {
        return Passing.isPassing(e) || e instanceof TransientDataAccessException;
    }

    private static ResponseEntity<Object> answer(HttpStatus status, List<Broken> broken) {
        return ResponseEntity.status(status).body(problem(status, broken));
    }

    private static ProblemDetail problem(HttpStatusCode status, List<Broken> broken) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        if (status.value() == HttpStatus.CONTENT_TOO_LARGE.value()) {
            problem.setDetail(BodyLimitFilter.DETAIL);
        }
        if (!broken.isEmpty()) {
            Broken first = broken.getFirst();
            problem.setDetail(first.field() + " " + first.rule());
            problem.setProperty("field", first.field());
            problem.setProperty("rule", first.rule());
        }
        if (broken.size() > 1) {
            problem.setProperty("errors", broken);
        }
        return problem;
    }
}
