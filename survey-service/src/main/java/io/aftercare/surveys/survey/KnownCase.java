package io.aftercare.surveys.survey;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a case beside its surveys, by the newest fact that says so.
 *
 * @param source the system that reports it; null if no fact said so
 * @param handling what a machine may say to the customer, as {@code QUIET}
 * @param sequence the place of that fact
 */
record KnownCase(UUID caseId, @Nullable String source, String handling, long sequence) {

    /** True if its customer is not to be asked for an opinion. What is not understood is strict. */
    boolean isQuiet() {
        return !handling.equals("NORMAL");
    }
}
