package io.aftercare.followups.lists;

import io.aftercare.messaging.Cursor;

/** The order of a list. */
enum Sort {
    /** What is due first comes first. */
    DUE("due_at", "ASC", ">"),
    /** What was made last comes first. */
    MADE("made_at", "DESC", "<");

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
        return new Cursor(name(), this == DUE ? last.dueAt() : last.madeAt(), last.id());
    }
}
