package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Report.Changed;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import java.time.Instant;
import java.util.Objects;
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
        @Nullable Moment prioritySince,
        @Nullable Moment handlingSince) {

    static Noted atOpening(Matter matter) {
        return new Noted(matter, null, null, null, null, null);
    }

    /** With what is news in the report; the same if it has none. */
    Noted with(Changed changed, Moment moment) {
        boolean kind = isNews(changed.kind(), moment, kindSince);
        boolean cause = isNews(changed.cause(), moment, causeSince);
        boolean product = isNews(changed.product(), moment, productSince);
        boolean priority = isNews(changed.priority(), moment, prioritySince);
        boolean handling = isNews(changed.handling(), moment, handlingSince);
        return new Noted(
                new Matter(
                        newest(kind, changed.kind(), matter.kind()),
                        cause ? changed.cause() : matter.cause(),
                        product ? changed.product() : matter.product(),
                        newest(priority, changed.priority(), matter.priority()),
                        newest(handling, changed.handling(), matter.handling())),
                kind ? moment : kindSince,
                cause ? moment : causeSince,
                product ? moment : productSince,
                priority ? moment : prioritySince,
                handling ? moment : handlingSince);
    }

    /**
     * With what is right, where it still says what was wrong.
     *
     * @param before what the resolution said, which may not be what is noted now
     */
    Noted corrected(Correction correction, @Nullable String before, Instant at) {
        if (!Objects.equals(before, said(correction.field()))) {
            return this;
        }
        String code = correction.code();
        Changed to =
                switch (correction.field()) {
                    case KIND -> new Changed(Kind.valueOf(code), null, null, null, null);
                    case CAUSE -> new Changed(null, code, null, null, null);
                    case PRODUCT -> new Changed(null, null, code, null, null);
                    case OWNER, OUTCOME -> null;
                };
        return to == null ? this : with(to, new Moment(at, Changed.RANK, ""));
    }

    /** Who answers for the case and how it ended is not noted here. */
    private @Nullable String said(Correction.Field field) {
        return switch (field) {
            case KIND -> matter.kind().name();
            case CAUSE -> matter.cause();
            case PRODUCT -> matter.product();
            case OWNER, OUTCOME -> null;
        };
    }

    private static <T> T newest(boolean isNews, @Nullable T news, T before) {
        return isNews && news != null ? news : before;
    }

    private static boolean isNews(@Nullable Object said, Moment moment, @Nullable Moment since) {
        return said != null && (since == null || !moment.isBefore(since));
    }
}
