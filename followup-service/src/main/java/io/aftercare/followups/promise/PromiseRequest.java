package io.aftercare.followups.promise;

import io.aftercare.schemas.Keys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
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

    private static final String KINDS =
            Arrays.stream(Promise.Kind.values()).map(Enum::name).collect(Collectors.joining(", "));

    /** The first rule it breaks, or null if it can be recorded. */
    @Nullable Refused refused(Instant madeAt) {
        if (knownKind() == null) {
            return new Refused("kind", "must be one of " + KINDS);
        }
        if (day == null && moment == null) {
            return new Refused("dueDay", "must be given, or dueAt: a promise has a date");
        }
        if (day != null && moment != null) {
            return new Refused("dueAt", "must not be given together with dueDay");
        }
        if (due().isAbsurd(madeAt)) {
            return new Refused(
                    day == null ? "dueAt" : "dueDay",
                    "must lie within one year back and five years ahead");
        }
        // whom a letter about it would go to
        return owner == null || Keys.isId(owner) ? null : new Refused("owner", Keys.ID_RULE);
    }

    Promise.Kind checkedKind() {
        return Objects.requireNonNull(knownKind());
    }

    Due due() {
        return day == null ? new Due.Moment(Objects.requireNonNull(moment)) : new Due.Day(day);
    }

    /** True if that promise said the same when it was made. */
    boolean matches(Promise promise) {
        Revision first = promise.revision(Revision.FIRST);
        return promise.terms().kind() == knownKind()
                && Objects.equals(promise.terms().owner(), owner)
                && Objects.equals(first.dueDay(), day)
                && (moment == null || moment.equals(first.due()));
    }

    private Promise.@Nullable Kind knownKind() {
        return Arrays.stream(Promise.Kind.values())
                .filter(known -> known.name().equals(kind))
                .findAny()
                .orElse(null);
    }
}
