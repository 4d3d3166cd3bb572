package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Revision.Change;
import io.aftercare.followups.promise.Revision.Initiative;
import io.aftercare.followups.promise.Revision.Reason;
import java.time.Duration;
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
 * Another date for a promise, as somebody wants it recorded, not yet checked.
 *
 * @param id the same request is taken once
 * @param day if a day is promised
 * @param moment if a moment is promised
 * @param reason why, as {@code PARTS_MISSING}
 * @param initiative whose wish or fault it was, as {@code CUSTOMER}
 * @param by who says so, null: somebody in the source of the case
 * @param toldAt when the customer was told by phone, null: a message is to tell them
 * @param note what {@code by} adds for the customer, in their language
 */
record RevisionRequest(
        UUID id,
        @Nullable LocalDate day,
        @Nullable Instant moment,
        @Nullable String reason,
        @Nullable String initiative,
        @Nullable String by,
        @Nullable Instant toldAt,
        @Nullable String note,
        Instant at,
        Instant reportedAt)
        implements Report {

    /** Without a note, as the source of a case gives dates. */
    RevisionRequest(
            UUID id,
            @Nullable LocalDate day,
            @Nullable Instant moment,
            @Nullable String reason,
            @Nullable String initiative,
            @Nullable String by,
            @Nullable Instant toldAt,
            Instant at,
            Instant reportedAt) {
        this(id, day, moment, reason, initiative, by, toldAt, null, at, reportedAt);
    }

    /** Other clocks may be ahead of ours. */
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(2);

    private static final int LONGEST_NOTE = 500;

    /** The first rule it breaks whatever promise it is about, or null. */
    @Nullable Refused refused() {
        List<Refused> broken = broken();
        return broken.isEmpty() ? null : broken.getFirst();
    }

    /** All rules it breaks whatever promise it is about. */
    List<Refused> broken() {
        return Stream.of(
                        named(Reason.class, reason) == null
                                ? new Refused("reason", "must be one of " + names(Reason.class))
                                : null,
                        named(Initiative.class, initiative) == null
                                ? new Refused(
                                        "initiative", "must be one of " + names(Initiative.class))
                                : null,
                        refusedDate(),
                        toldAt != null && toldAt.isAfter(reportedAt.plus(FURTHEST_AHEAD))
                                ? new Refused("toldAt", "must lie at most two minutes ahead")
                                : null,
                        note != null && !OneLine.isOne(note, LONGEST_NOTE)
                                ? new Refused("note", OneLine.rule(LONGEST_NOTE))
                                : null)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private @Nullable Refused refusedDate() {
        if (day == null && moment == null) {
            return new Refused("dueDay", "must be given, or dueAt: a promise has a date");
        }
        if (day != null && moment != null) {
            return new Refused("dueAt", "must not be given together with dueDay");
        }
        return due().isAbsurd(at) ? new Refused(field(), "must lie within five years ahead") : null;
    }

    /** The field that gives the date. */
    String field() {
        return day == null ? "dueAt" : "dueDay";
    }

    Due due() {
        return day == null ? new Due.Moment(Objects.requireNonNull(moment)) : new Due.Day(day);
    }

    Change checkedChange() {
        return new Change(
                id,
                Objects.requireNonNull(named(Reason.class, reason)),
                Objects.requireNonNull(named(Initiative.class, initiative)),
                by,
                toldAt,
                note);
    }

    /** True if that date was given by the same request. */
    boolean matches(Revision given) {
        return Objects.equals(given.dueDay(), day)
                && (moment == null || moment.equals(given.due()))
                && checkedChange().saysTheSame(given.change());
    }

    private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findAny()
                .orElse(null);
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }
}
