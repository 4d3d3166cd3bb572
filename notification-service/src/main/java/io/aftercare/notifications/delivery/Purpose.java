package io.aftercare.notifications.delivery;

import java.util.Set;

/** What a message is for: who gets it, and which rules it obeys. */
enum Purpose {
    /** Said by a newer publisher in words this version does not know: refused. */
    UNKNOWN(Audience.STAFF, Hours.ANY),
    SOLVED_CHECK(Audience.CUSTOMER, Hours.ALLOWED, Trait.LINKED),
    SURVEY(Audience.CUSTOMER, Hours.ALLOWED, Trait.LINKED, Trait.SOLICITS),
    PROMISE_AT_RISK(Audience.STAFF, Hours.ANY, Trait.DATED),
    PROMISE_BROKEN_STAFF(Audience.STAFF, Hours.ANY, Trait.DATED, Trait.CROWDING),
    PROMISE_BROKEN_CUSTOMER(Audience.CUSTOMER, Hours.ALLOWED_UNLESS_OVERDUE, Trait.DATED),
    PROMISE_REVISED(Audience.CUSTOMER, Hours.ALLOWED_UNLESS_TOO_LATE, Trait.DATED),
    /** The second warning, to who answers for the promise and perhaps to who leads them. */
    PROMISE_STILL_AT_RISK(Audience.STAFF, Hours.ANY, Trait.DATED),
    /** Not done, and no date that we can stand by: somebody contacts the customer instead. */
    PROMISE_HOLDING(Audience.CUSTOMER, Hours.ALLOWED_UNLESS_OVERDUE, Trait.DATED, Trait.CALLING),
    /** What was promised waits for something that the customer has to do first. */
    PROMISE_AWAITING(Audience.CUSTOMER, Hours.ALLOWED),
    /** We promised to call, and did not reach the customer. */
    PROMISE_ATTEMPTED(Audience.CUSTOMER, Hours.ALLOWED_UNLESS_TOO_LATE, Trait.DATED);

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
        ALLOWED_UNLESS_OVERDUE,
        /**
         * In allowed hours, unless they begin only when it may not be sent any more: then at once.
         */
        ALLOWED_UNLESS_TOO_LATE
    }

    private enum Trait {
        /** The message makes no sense without its link. */
        LINKED,
        /** The message tells of a due instant. */
        DATED,
        /** The message tells by when somebody contacts the customer. */
        CALLING,
        /** The message asks for something that serves us. */
        SOLICITS,
        /** There may be many at once; an index names the purposes of which this is so. */
        CROWDING
    }

    private final Audience audience;
    private final Hours hours;
    private final Set<Trait> traits;

    Purpose(Audience audience, Hours hours, Trait... traits) {
        this.audience = audience;
        this.hours = hours;
        this.traits = Set.of(traits);
    }

    Audience audience() {
        return audience;
    }

    Hours hours() {
        return hours;
    }

    /** True if the message makes no sense without its link. */
    boolean linked() {
        return traits.contains(Trait.LINKED);
    }

    /** True if the message tells of a due instant. */
    boolean dated() {
        return traits.contains(Trait.DATED);
    }

    /** True if the message tells by when somebody contacts the customer. */
    boolean calling() {
        return traits.contains(Trait.CALLING);
    }

    /** True if it asks for something that serves us: only these can be refused by the customer. */
    boolean solicits() {
        return traits.contains(Trait.SOLICITS);
    }

    /** True if many may come at once, which then go in one letter. */
    boolean crowds() {
        return traits.contains(Trait.CROWDING);
    }

    boolean addresses(String recipient) {
        return recipient.startsWith(audience.prefix);
    }
}
