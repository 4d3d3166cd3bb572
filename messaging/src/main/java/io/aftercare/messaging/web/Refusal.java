package io.aftercare.messaging.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Ends a request because of what it asks. The transaction around it is rolled back; the caller gets
 * a problem detail (RFC 9457) with the members {@code field} and {@code rule} and the detail {@code
 * "<field> <rule>"}, and {@code errors} if several rules are broken. It is an answer, not a fault:
 * it has no stack trace and is not logged.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Of what a caller has to do: write it otherwise, look elsewhere, or leave it. */
    private static final Set<HttpStatus> KINDS =
            EnumSet.of(HttpStatus.BAD_REQUEST, HttpStatus.NOT_FOUND, HttpStatus.CONFLICT);

    private final HttpStatus status;
    private final transient List<Broken> broken;

    /**
     * @param status 400 if another value would be taken, 404 if what the path names is not there,
     *     409 if none would be, as things stand
     * @param field what is wrong, named as the caller knows it: a JSON property, a parameter
     * @param rule what must hold, to be read after the field, as {@code must be in the future}; it
     *     repeats nothing of the input
     */
    public Refusal(HttpStatus status, String field, String rule) {
        this(status, List.of(new Broken(field, rule)));
    }

    /**
     * @param broken all that is wrong, one or more; the first is what is told to who reads one only
     */
    public Refusal(HttpStatus status, List<Broken> broken) {
        super(broken.getFirst().field() + " " + broken.getFirst().rule(), null, false, false);
        if (!KINDS.contains(status)) {
            throw new IllegalArgumentException(status + " is not one of " + KINDS);
        }
        this.status = status;
        this.broken = List.copyOf(broken);
    }

    /**
     * Ends the request if it breaks any of these rules, and tells all that it breaks.
     *
     * @param checks null for each that it does not break; the first is what is told to who reads
     *     one only
     */
    public static void ifAny(@Nullable Broken... checks) {
        List<Broken> broken = Stream.of(checks).flatMap(Stream::ofNullable).toList();
        if (!broken.isEmpty()) {
            throw new Refusal(HttpStatus.BAD_REQUEST, broken);
        }
    }

    public HttpStatus status() {
        return status;
    }

    /** The field of the first. */
    public String field() {
        return broken.getFirst().field();
    }

    /** The rule of the first. */
    public String rule() {
        return broken.getFirst().rule();
    }

    List<Broken> broken() {
        return broken;
    }
}
