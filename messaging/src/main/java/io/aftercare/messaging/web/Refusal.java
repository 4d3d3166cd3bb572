package io.aftercare.messaging.web;

import org.springframework.http.HttpStatus;

/**
 * Ends a request because of what it asks. The transaction around it is rolled back; the caller gets
 * a problem detail (RFC 9457) with the members {@code field} and {@code rule} and the detail {@code
 * "<field> <rule>"}. It is an answer, not a fault: it has no stack trace and is not logged.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String field;
    private final String rule;

    /**
     * @param field what is wrong, named as the caller knows it: a JSON property, a parameter
     * @param rule what must hold, to be read after the field, as {@code must be in the future}; it
     *     repeats nothing of the input
     */
    public Refusal(HttpStatus status, String field, String rule) {
        super(field + " " + rule, null, false, false);
        this.status = status;
        this.field = field;
        this.rule = rule;
    }

    public HttpStatus status() {
        return status;
    }

    public String field() {
        return field;
    }

    public String rule() {
        return rule;
    }
}
