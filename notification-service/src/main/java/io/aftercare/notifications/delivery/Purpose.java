package io.aftercare.notifications.delivery;

/** What a message is for: who gets it, and which rules it obeys. */
enum Purpose {
    /** Said by a newer publisher in words this version does not know: refused. */
    UNKNOWN(Audience.STAFF, Hours.ANY, false),
    SOLVED_CHECK(Audience.CUSTOMER, Hours.ALLOWED, true),
    SURVEY(Audience.CUSTOMER, Hours.ALLOWED, true),
    PROMISE_AT_RISK(Audience.STAFF, Hours.ANY, false),
    PROMISE_BROKEN_STAFF(Audience.STAFF, Hours.ANY, false),
    PROMISE_BROKEN_CUSTOMER(Audience.CUSTOMER, Hours.ALLOWED_UNLESS_OVERDUE, false);

    /** Who gets it. */
    enum Audience {
        CUSTOMER("person:"),
        STAFF("staff:");

        private final String prefix;

        Audience(String prefix) {
            this.prefix = prefix;
        }
    }

    /** When an e-mail of it may go. */
    enum Hours {
        ANY,
        ALLOWED,
        /** In allowed hours, unless they begin only after the due instant: then at once. */
        ALLOWED_UNLESS_OVERDUE
    }

    private final Audience audience;
    private final Hours hours;
    private final boolean linked;

    Purpose(Audience audience, Hours hours, boolean linked) {
        this.audience = audience;
        this.hours = hours;
        this.linked = linked;
    }

    Audience audience() {
        return audience;
    }

    Hours hours() {
        return hours;
    }

    /** True if the message makes no sense without its link. */
    boolean linked() {
        return linked;
    }

    /** True if the message tells of a due instant. */
    boolean dated() {
        return name().startsWith("PROMISE_");
    }

    /** True if it asks for something that serves us: only these can be refused by the customer. */
    boolean solicits() {
        return this == SURVEY;
    }

    boolean addresses(String recipient) {
        return recipient.startsWith(audience.prefix);
    }
}
