package io.aftercare.cases.lifecycle;

import java.util.List;
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
