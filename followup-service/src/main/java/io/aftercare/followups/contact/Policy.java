package io.aftercare.followups.contact;

import java.util.Set;

/**
 * After which resolutions a customer is asked whether it is really solved.
 *
 * @param asked the names of outcomes, as {@code SOLVED}
 */
record Policy(Set<String> asked) {

    static final Policy DEFAULT = new Policy(Set.of("SOLVED", "WORKAROUND"));

    /** An outcome that is not known here is not asked about. */
    boolean asksAfter(String outcome) {
        return asked.contains(outcome);
    }
}
