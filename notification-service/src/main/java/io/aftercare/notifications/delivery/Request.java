package io.aftercare.notifications.delivery;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for; never changes.
 *
 * @param key one message for ever
 * @param recipient {@code person:} or {@code staff:} and an id
 * @param personId the case's customer, null if nobody is known
 * @param notBefore not sent before
 * @param notAfter not sent after; at this very instant it may still go
 * @param owner who answers for the matter, the id behind {@code staff:}; null as above
 * @param due when something is or was due
 * @param reference what people in its source call the case; null also if it fits no letter
 * @param contactBy by when somebody contacts the customer
 * @param revisionReason why the date moved; null also if this version does not know the reason
 * @param note what whoever moved it adds; null also if it fits no letter
 * @param promiseKind what was promised; null also if this version does not know it
 * @param trace W3C trace context of the request
 * @param stance what a machine may say about the case, as it was when this was asked for
 */
record Request(
        String key,
        String recipient,
        UUID caseId,
        @Nullable String personId,
        int cycle,
        Purpose purpose,
        Instant notBefore,
        Instant notAfter,
        @Nullable Link link,
        @Nullable String owner,
        @Nullable Instant due,
        @Nullable String reference,
        @Nullable Instant contactBy,
        @Nullable RevisionReason revisionReason,
        @Nullable String note,
        @Nullable PromiseKind promiseKind,
        @Nullable String trace,
        Recipient.Stance stance) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final Pattern REFERENCE = Pattern.compile("\\P{Cntrl}{1,200}");

    /** One line, in characters that show as what they are. */
    private static final Pattern NOTE =
            Pattern.compile("[^\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]{1,500}");

    private static final Set<String> PAGES = Set.of("contact", "survey");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2099-01-01T00:00:00Z");

    /**
     * The page the message leads to.
     *
     * @param purpose {@code contact} or {@code survey}
     * @param version counts up when older links are revoked
     */
    record Link(String purpose, UUID id, int version) {}

    Request {
        // the message is worth more than its mention of what could not be printed
        reference = reference != null && REFERENCE.matcher(reference).matches() ? reference : null;
        note = note != null && NOTE.matcher(note).matches() ? note : null;
        revisionReason = revisionReason == RevisionReason.UNKNOWN ? null : revisionReason;
        promiseKind = promiseKind == PromiseKind.UNKNOWN ? null : promiseKind;
    }

    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /** The first rule it breaks, in plain English without values, or null. */
    @Nullable String fault() {
        if (!isKey(key)) {
            return "messageKey must be 1 to 200 printable ASCII characters";
        }
        if (purpose == Purpose.UNKNOWN || !purpose.addresses(recipient)) {
            return "purpose must be known and fit the recipient";
        }
        if (!isTime(notBefore) || !isTime(notAfter) || !isTimeOrNull(due)) {
            return "times must lie in the years 2000 to 2098";
        }
        if (notAfter.isBefore(notBefore)) {
            return "notAfter must not lie before notBefore";
        }
        return faultOfContent();
    }

    private @Nullable String faultOfContent() {
        if (link == null ? purpose.linked() : !PAGES.contains(link.purpose)) {
            return "link must lead to a known page";
        }
        if (due == null && purpose.dated()) {
            return "due must be given for a promise";
        }
        if (contactBy == null ? purpose.calling() : !isTime(contactBy)) {
            return "contactBy must be a time in the years 2000 to 2098";
        }
        return cycle < 0 ? "cycle must be 0 or more" : null;
    }

    private static boolean isTimeOrNull(@Nullable Instant instant) {
        return instant == null || isTime(instant);
    }

    private static boolean isTime(Instant instant) {
        return !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
    }
}
