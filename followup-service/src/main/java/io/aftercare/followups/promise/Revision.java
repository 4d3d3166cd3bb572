package io.aftercare.followups.promise;

import io.aftercare.hours.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One date that a customer was given. What was given never changes, but for when a day ends, and
 * which day it is if it was counted from when a condition was met.
 *
 * @param number 1 for the first date
 * @param dueDay the day, if a day was promised
 * @param due the last instant that keeps it
 * @param givenAt since when it stands
 * @param recordedAt when it was first written down anywhere
 * @param change why it took the place of the date before, null for the first
 * @param deliveredAt when a message told the customer of it, null if none did
 * @param outcome what became of it, null until that is final
 * @param watch what was done so that it is kept
 */
record Revision(
        int number,
        @Nullable LocalDate dueDay,
        Instant due,
        Instant givenAt,
        Instant recordedAt,
        @Nullable Change change,
        @Nullable Instant deliveredAt,
        @Nullable Outcome outcome,
        Watch watch) {

    static final int FIRST = 1;

    /** Why a date moves. */
    enum Reason {
        PARTS_MISSING,
        SUPPLIER_LATE,
        MORE_WORK,
        STAFF_MISSING,
        WEATHER,
        CUSTOMER_WISH,
        CUSTOMER_UNREACHABLE,
        WAITING_FOR_CUSTOMER,
        OTHER
    }

    /** Whose wish or fault that is. */
    enum Initiative {
        US,
        CUSTOMER,
        THIRD_PARTY
    }

    /** What became of a date. */
    enum Outcome {
        KEPT,
        EXPLAINED_IN_TIME,
        EXPLAINED_LATE,
        /** A callback for which the customer was called twice and written to, and not reached. */
        ATTEMPTED_IN_TIME,
        BROKEN_SILENTLY,
        WITHDRAWN_AGREED,
        WITHDRAWN,
        /** Kept by a resolution, but the customer said that it was not solved. */
        REFUTED
    }

    /**
     * How a date took the place of the one before.
     *
     * @param id the same change is made once
     * @param by who made it, null: somebody in the source of the case
     * @param toldAt when the customer was told by phone, null: a message tells them
     * @param note what {@code by} adds for the customer, in their language; null also once they
     *     were erased
     */
    record Change(
            UUID id,
            Reason reason,
            Initiative initiative,
            @Nullable String by,
            @Nullable Instant toldAt,
            @Nullable String note) {

        Change told(@Nullable Instant at) {
            return new Change(id, reason, initiative, by, at, note);
        }

        /**
         * True if that one, as it was kept, was made by the same words; whether they called later
         * is left aside, and a note that is not there may have been forgotten.
         */
        boolean saysTheSame(@Nullable Change kept) {
            return kept != null
                    && equals(
                            new Change(
                                    kept.id,
                                    kept.reason,
                                    kept.initiative,
                                    kept.by,
                                    toldAt == null ? null : kept.toldAt,
                                    kept.note == null ? note : kept.note));
        }
    }

    /** Recorded after its due date: judged at once, and only staff hear of it. */
    boolean recordedLate() {
        return due.isBefore(recordedAt);
    }

    /** From when on the word of a break is late. */
    Instant knownBrokenFrom() {
        return recordedLate() ? recordedAt : due;
    }

    /** A time at which those who answer for it are warned. */
    record Warning(int level, Instant at) {}

    /** The warnings that are still to be given. What had passed when it was recorded is skipped. */
    List<Warning> warnings(BusinessCalendar hours, Pace pace) {
        if (!givenAt.isBefore(due) || recordedLate()) {
            return List.of();
        }
        Thresholds thresholds = Thresholds.between(givenAt, due, hours, pace);
        return IntStream.rangeClosed(watch.warned() + 1, Thresholds.LEVELS)
                .mapToObj(level -> new Warning(level, thresholds.at(level)))
                .filter(it -> it.at().isAfter(recordedAt) && !it.at().isAfter(due))
                .toList();
    }

    /** Until when what is heard may change its outcome. */
    Instant openUntil(Duration finalAfter) {
        return knownBrokenFrom().plus(finalAfter);
    }

    /**
     * When the customer knew of it, and so that the date before does not hold: by phone, by
     * message, or because they asked for it. Null if they never did, and for the first date.
     */
    @Nullable Instant explainedAt() {
        if (change == null) {
            return null;
        }
        Instant asked = change.initiative == Initiative.CUSTOMER ? givenAt : null;
        return earlier(earlier(change.toldAt, deliveredAt), asked);
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /**
     * True if there it would end at another time than is thought so far.
     *
     * @param day which it is there; null if no day was promised
     */
    boolean endsElsewhere(@Nullable LocalDate day, ZoneId zone) {
        return !endOf(day, zone).equals(due) || !Objects.equals(day, dueDay);
    }

    /**
     * @param day which it is there; null if no day was promised
     */
    Revision endingIn(@Nullable LocalDate day, ZoneId zone) {
        return new Revision(
                number,
                day,
                endOf(day, zone),
                givenAt,
                recordedAt,
                change,
                deliveredAt,
                outcome,
                watch);
    }

    private Instant endOf(@Nullable LocalDate day, ZoneId zone) {
        return day == null ? due : new Due.Day(day).endsAt(zone);
    }

    Revision watched(Watch now) {
        return new Revision(
                number, dueDay, due, givenAt, recordedAt, change, deliveredAt, outcome, now);
    }

    /** They were told by phone, after the date was given. */
    Revision told(Change byPhone) {
        return new Revision(
                number, dueDay, due, givenAt, recordedAt, byPhone, deliveredAt, outcome, watch);
    }

    /** True if all was done by then to reach the customer. */
    boolean isAttempted() {
        return watch.attempts() != null && watch.attempts().suffice(due);
    }

    Revision delivered(Instant at) {
        return new Revision(number, dueDay, due, givenAt, recordedAt, change, at, outcome, watch);
    }

    Revision judged(Outcome as) {
        return new Revision(
                number, dueDay, due, givenAt, recordedAt, change, deliveredAt, as, watch);
    }
}
