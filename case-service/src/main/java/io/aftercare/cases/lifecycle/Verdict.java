package io.aftercare.cases.lifecycle;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a report.
 *
 * @param field what is wrong with it, named as the publisher knows it; null if nothing is
 * @param rule what must hold, to be read after the field, or why nothing changed; it repeats
 *     nothing of the report
 * @param facts what happened to the case by it; empty unless applied
 */
public record Verdict(
        Result result, @Nullable String field, @Nullable String rule, List<Case.Fact> facts) {

    static final String NOT_CLOSED =
            "must be a case that is not closed: what comes now is a new one";
    static final String NOT_OPENED = "must be a new case: it was opened before";
    static final String NOT_MERGED = "must be a case that was not merged into another one";
    static final String NOT_PROMISED = "must be new: it was promised before";
    static final String NOT_KEPT = "must name a promise that was not kept before";
    static final String NOT_WITHDRAWN = "must name a promise that was not withdrawn before";

    /** Rules that a report breaks because of what its case came to, not of what it says. */
    private static final Set<String> OF_THE_STATE =
            Set.of(NOT_CLOSED, NOT_OPENED, NOT_MERGED, NOT_PROMISED, NOT_KEPT, NOT_WITHDRAWN);

    /** True if this rule is broken by what became of the case, not by what a report says. */
    public static boolean isOfTheState(@Nullable String rule) {
        return rule != null && OF_THE_STATE.contains(rule);
    }

    public enum Result {
        APPLIED,
        /** Older than what the case already knows; it changed no state. */
        LATE,
        /** Its case is not known yet. */
        WAITING,
        REFUSED
    }

    static Verdict applied(Case.Fact... facts) {
        return new Verdict(Result.APPLIED, null, null, List.of(facts));
    }

    /** The case already is as the report says. */
    static Verdict unchanged(String why) {
        return new Verdict(Result.APPLIED, null, why, List.of());
    }

    static Verdict late() {
        return new Verdict(
                Result.LATE, "occurredAt", "is before that of a report applied already", List.of());
    }

    public static Verdict waiting() {
        return new Verdict(
                Result.WAITING, "sourceCaseId", "waits for its case to be opened", List.of());
    }

    public static Verdict refused(String field, String rule) {
        return new Verdict(Result.REFUSED, field, rule, List.of());
    }

    public boolean refused() {
        return result == Result.REFUSED;
    }

    /** True if nothing is to be said about it but that it was applied. */
    public boolean plain() {
        return result == Result.APPLIED && rule == null;
    }
}
