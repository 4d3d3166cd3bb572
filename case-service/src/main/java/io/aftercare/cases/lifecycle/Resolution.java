package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Correction.Field;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.Remedy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a case ended, and what it was then: a later change does not rewrite that, a correction does.
 *
 * @param knownAt when it was, by our clock: a publisher's may be ahead, and what customers say has
 *     our time
 * @param outcomeCorrected true if the outcome is a correction: no report of this cycle undoes that
 * @param confirmed what the customer said of it while that counted: true if it is solved
 */
record Resolution(
        Outcome outcome,
        Remedy remedy,
        Instant at,
        Instant knownAt,
        boolean imported,
        About about,
        boolean outcomeCorrected,
        @Nullable Boolean confirmed) {

    /** As a report tells it first. */
    static Resolution begun(
            Report.Resolved resolved, Instant at, Instant knownAt, boolean imported, About about) {
        return new Resolution(
                resolved.outcome(), resolved.remedy(), at, knownAt, imported, about, false, null);
    }

    /** What it was about and who answered for it, as it was resolved. */
    record About(
            Kind kind, @Nullable String cause, @Nullable String product, @Nullable String owner) {

        static About of(Matter matter, @Nullable String owner) {
            return new About(matter.kind(), matter.cause(), matter.product(), owner);
        }
    }

    /** The same one, as a newer report tells it. What was corrected stands. */
    Resolution told(
            Outcome nowOutcome,
            Remedy nowRemedy,
            Instant nowAt,
            Instant nowKnownAt,
            boolean nowImported) {
        return new Resolution(
                outcomeCorrected ? outcome : nowOutcome,
                nowRemedy,
                nowAt,
                nowKnownAt,
                nowImported,
                about,
                outcomeCorrected,
                confirmed);
    }

    /** "Not solved" stands, whatever is said beside it. */
    Resolution answered(boolean solved) {
        boolean stands = solved && !Boolean.FALSE.equals(confirmed);
        return new Resolution(
                outcome, remedy, at, knownAt, imported, about, outcomeCorrected, stands);
    }

    @Nullable String said(Field field) {
        return switch (field) {
            case KIND -> about.kind.name();
            case CAUSE -> about.cause;
            case PRODUCT -> about.product;
            case OWNER -> about.owner;
            case OUTCOME -> outcome.name();
        };
    }

    Resolution corrected(Field field, String code) {
        return new Resolution(
                field == Field.OUTCOME ? Outcome.valueOf(code) : outcome,
                remedy,
                at,
                knownAt,
                imported,
                new About(
                        field == Field.KIND ? Kind.valueOf(code) : about.kind,
                        field == Field.CAUSE ? code : about.cause,
                        field == Field.PRODUCT ? code : about.product,
                        field == Field.OWNER ? code : about.owner),
                outcomeCorrected || field == Field.OUTCOME,
                confirmed);
    }
}
