package io.aftercare.followups.promise;

import io.aftercare.schemas.Keys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A promise as somebody wants it recorded, not yet checked.
 *
 * @param day if a day was promised
 * @param moment if a moment was promised
 * @param owner who answers for it, null: whoever owns the case
 * @param condition what the customer has to do first, null: it has a date
 */
record PromiseRequest(
        UUID id,
        UUID caseId,
        @Nullable String kind,
        @Nullable LocalDate day,
        @Nullable Instant moment,
        @Nullable String owner,
        @Nullable ConditionRequest condition) {

    /**
     * What a customer has to do first.
     *
     * @param text in their words
     * @param days how many days after that it is due
     * @param businessDays or how many on which the team works
     */
    record ConditionRequest(
            @Nullable String text, @Nullable Integer days, @Nullable Integer businessDays) {

        private Stream<Refused> broken() {
            return Stream.of(brokenText(), brokenSpan()).flatMap(Stream::ofNullable);
        }

        private @Nullable Refused brokenText() {
            return text == null || !OneLine.isOne(text, Condition.LONGEST_TEXT)
                    ? new Refused("condition.text", OneLine.rule(Condition.LONGEST_TEXT))
                    : null;
        }

        private @Nullable Refused brokenSpan() {
            if (days == null && businessDays == null) {
                return new Refused("condition.days", "must be given, or businessDays");
            }
            if (days != null && businessDays != null) {
                return new Refused(
                        "condition.businessDays", "must not be given together with days");
            }
            int most = Condition.Span.MOST_DAYS;
            return span().days() < 1 || span().days() > most
                    ? new Refused(
                            days == null ? "condition.businessDays" : "condition.days",
                            "must be 1 to " + most)
                    : null;
        }

        private Condition.Span span() {
            return days == null
                    ? new Condition.Span(Objects.requireNonNull(businessDays), true)
                    : new Condition.Span(days, false);
        }

        /** True if that one said the same; its text may have been forgotten. */
        private boolean matches(@Nullable Condition other) {
            return broken().findAny().isEmpty()
                    && other != null
                    && span().equals(other.span())
                    && (other.text() == null || other.text().equals(text));
        }
    }

    private static final String KINDS =
            Arrays.stream(Promise.Kind.values()).map(Enum::name).collect(Collectors.joining(", "));

    /** The first rule it breaks, or null if it can be recorded. */
    @Nullable Refused refused(Instant madeAt) {
        List<Refused> broken = broken(madeAt);
        return broken.isEmpty() ? null : broken.getFirst();
    }

    /** All rules it breaks. */
    List<Refused> broken(Instant madeAt) {
        return Stream.of(
                        Stream.ofNullable(
                                knownKind() == null
                                        ? new Refused("kind", "must be one of " + KINDS)
                                        : null),
                        condition == null
                                ? Stream.ofNullable(refusedDate(madeAt))
                                : broken(condition),
                        // whom a letter about it would go to
                        Stream.ofNullable(
                                owner == null || Keys.isId(owner)
                                        ? null
                                        : new Refused("owner", Keys.ID_RULE)))
                .flatMap(it -> it)
                .toList();
    }

    private @Nullable Refused refusedDate(Instant madeAt) {
        if (day == null && moment == null) {
            return new Refused("dueDay", "must be given, or dueAt: a promise has a date");
        }
        if (day != null && moment != null) {
            return new Refused("dueAt", "must not be given together with dueDay");
        }
        return due().isAbsurd(madeAt)
                ? new Refused(
                        day == null ? "dueAt" : "dueDay",
                        "must lie within one year back and five years ahead")
                : null;
    }

    private Stream<Refused> broken(ConditionRequest first) {
        return day == null && moment == null
                ? first.broken()
                : Stream.of(
                        new Refused(
                                "condition", "must not be given together with dueDay or dueAt"));
    }

    Promise.Kind checkedKind() {
        return Objects.requireNonNull(knownKind());
    }

    Due due() {
        return day == null ? new Due.Moment(Objects.requireNonNull(moment)) : new Due.Day(day);
    }

    /** True if that promise said the same when it was made. */
    boolean matches(Promise promise) {
        return promise.terms().kind() == knownKind()
                && wasOwned(promise)
                && (condition == null
                        ? promise.condition() == null && matches(promise.revision(Revision.FIRST))
                        : condition.matches(promise.condition()));
    }

    /** Who answers for it now may have taken it over: it is counted under who did at first. */
    private boolean wasOwned(Promise promise) {
        String now = promise.terms().owner();
        Attribution first = promise.attribution();
        return Objects.equals(now, owner)
                || now != null && first != null && Objects.equals(first.owner(), owner);
    }

    private boolean matches(Revision first) {
        return Objects.equals(first.dueDay(), day)
                && (moment == null || moment.equals(first.due()));
    }

    /** Null if it has a date. */
    @Nullable Condition checkedCondition() {
        return condition == null ? null : Condition.of(condition.text, condition.span());
    }

    private Promise.@Nullable Kind knownKind() {
        return Arrays.stream(Promise.Kind.values())
                .filter(known -> known.name().equals(kind))
                .findAny()
                .orElse(null);
    }
}
