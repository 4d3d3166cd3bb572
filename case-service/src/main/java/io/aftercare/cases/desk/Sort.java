package io.aftercare.cases.desk;

/** The order of a list; of cases opened at the same time, that of their ids. */
enum Sort {
    OLDEST(
            "opened_at >= :at::timestamptz AND (opened_at, case_id) > (:at::timestamptz, :id::uuid)",
            "opened_at, case_id"),
    NEWEST(
            "opened_at <= :at::timestamptz AND (opened_at, case_id) < (:at::timestamptz, :id::uuid)",
            "opened_at DESC, case_id DESC");

    private final String after;
    private final String order;

    Sort(String after, String order) {
        this.after = after;
        this.order = order;
    }

    /** As SQL: what comes after a place. */
    String after() {
        return after;
    }

    /** As SQL. */
    String order() {
        return order;
    }
}
