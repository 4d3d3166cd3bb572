package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Report.Changed;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What a case is about, and which report said so last. Each attribute has a moment of its own, so
 * that reports of different attributes end the same in any order. Null: as it was opened.
 */
record Noted(
        Matter matter,
        @Nullable Moment kindSince,
        @Nullable Moment causeSince,
        @Nullable Moment productSince,
        @Nullable Moment prioritySince) {

    static Noted atOpening(Matter matter) {
        return new Noted(matter, null, null, null, null);
    }

    /** With what is news in the report; the same if it has none. */
    Noted with(Changed changed, Moment moment) {
        Kind kind = changed.kind();
        String cause = changed.cause();
        String product = changed.product();
        Priority priority = changed.priority();
        Noted next = this;
        if (kind != null && isNews(moment, kindSince)) {
            next =
                    new Noted(
                            new Matter(kind, matter.cause(), matter.product(), matter.priority()),
                            moment,
                            causeSince,
                            productSince,
                            prioritySince);
        }
        if (cause != null && isNews(moment, causeSince)) {
            next = next.about(cause, next.matter.product(), moment, productSince);
        }
        if (product != null && isNews(moment, productSince)) {
            next = next.about(next.matter.cause(), product, next.causeSince, moment);
        }
        if (priority != null && isNews(moment, prioritySince)) {
            next =
                    new Noted(
                            new Matter(
                                    next.matter.kind(),
                                    next.matter.cause(),
                                    next.matter.product(),
                                    priority),
                            next.kindSince,
                            next.causeSince,
                            next.productSince,
                            moment);
        }
        return next;
    }

    private Noted about(
            @Nullable String cause,
            @Nullable String product,
            @Nullable Moment causeAt,
            @Nullable Moment productAt) {
        return new Noted(
                new Matter(matter.kind(), cause, product, matter.priority()),
                kindSince,
                causeAt,
                productAt,
                prioritySince);
    }

    private static boolean isNews(Moment moment, @Nullable Moment since) {
        return since == null || !moment.isBefore(since);
    }
}
