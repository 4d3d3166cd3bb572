package io.aftercare.followups.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise as somebody wants it recorded, not yet checked.
 *
 * @param day if a day was promised
 * @param moment if a moment was promised
 * @param owner who answers for it, null: whoever owns the case
 */
record PromiseRequest(
        UUID id,
        UUID caseId,
        @Nullable String kind,
        @Nullable LocalDate day,
        @Nullable Instant moment,
        @Nullable String owner) {

    /**
     * Why something was refused.
     *
     * @param rule what must hold, to be read after the field
     */
    record Refused(String field, String rule) {}

    /** The first rule it breaks, or null if it can be recorded. */
    @Nullable Refused refused(Instant madeAt) {
        if (knownKind() == null) {
            return new Refused("kind", "must be RESOLUTION or OTHER");
        }
        if (day == null && moment == null) {
            return new Refused("due", "is required: a promise has a date");
        }
        if (day != null && moment != null) {
            return new Refused("due", "must be a day or a moment, not both");
        }
        return due().isAbsurd(madeAt)
                ? new Refused("due", "must lie within one year back and five years ahead")
                : null;
    }

    Promise.Kind checkedKind() {
        return Objects.requireNonNull(knownKind());
    }

    Due due() {
        return day == null ? new Due.Moment(Objects.requireNonNull(moment)) : new Due.Day(day);
    }

    /** True if that promise says the same. */
    boolean matches(Promise.Terms terms) {
        return terms.kind() == knownKind()
                && Objects.equals(terms.owner(), owner)
                && Objects.equals(terms.dueDay(), day)
                && (moment == null || moment.equals(terms.due()));
    }

    private Promise.@Nullable Kind knownKind() {
        return switch (kind) {
            case "RESOLUTION" -> Promise.Kind.RESOLUTION;
            case "OTHER" -> Promise.Kind.OTHER;
            case null, default -> null;
        };
    }
}
