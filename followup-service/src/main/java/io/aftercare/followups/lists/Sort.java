package io.aftercare.followups.lists;

import io.aftercare.messaging.Cursor;
import java.time.Instant;

/** The order of a list. */
enum Sort {
    /** What is due first comes first, what has no date last. */
    DUE("due_at", "ASC", ">"),
    /** What was made last comes first. */
    MADE("made_at", "DESC", "<");

    /** As it is stored in place of a date. */
    private static final Instant NO_DATE = Instant.parse("9999-12-30T00:00:00Z");

    final String column;
    final String direction;
    final String after;

    Sort(String column, String direction, String after) {
        this.column = column;
        this.direction = direction;
        this.after = after;
    }

    /** Where a page with this last row ends. */
    Cursor cursor(Listed last) {
        return new Cursor(name(), this == DUE ? due(last) : last.madeAt(), last.id());
    }

    private static Instant due(Listed promise) {
        return promise.dueAt() == null ? NO_DATE : promise.dueAt();
    }
}
