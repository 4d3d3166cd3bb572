package io.aftercare.stack.demo;

import java.time.Duration;
import java.util.Map;

/**
 * When things happen, from the beginning of the story.
 *
 * @param ask from the resolution to the question whether it is really solved
 * @param surveyFrom the earliest moment of a survey
 * @param surveyTo the latest
 * @param kept when the promise is due that is kept
 * @param broken when the promises are due that are not kept
 * @param grace from a broken promise to the letter to the customer, and to the lead
 * @param patience the story fails if it is not complete then
 */
public record Timing(
        Duration ask,
        Duration surveyFrom,
        Duration surveyTo,
        Duration kept,
        Duration broken,
        Duration grace,
        Duration patience) {

    /** A minute, to be looked at. */
    public static final Timing QUICK =
            new Timing(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(16),
                    Duration.ofSeconds(22),
                    Duration.ofSeconds(24),
                    Duration.ofSeconds(16),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(100));

    /** The delays for the environment of the services: seconds instead of hours. */
    public Map<String, String> environment() {
        return Map.of(
                "AFTERCARE_FOLLOWUP_CONTACT_ASKAFTER", ask.toMillis() + "ms",
                "AFTERCARE_FOLLOWUP_PROMISE_GRACE", grace.toMillis() + "ms",
                "AFTERCARE_FOLLOWUP_PROMISE_LADDER_LEAD", grace.toMillis() + "ms",
                "AFTERCARE_FOLLOWUP_PROMISE_LADDER_MANAGER", manager().toMillis() + "ms",
                "AFTERCARE_FOLLOWUP_PROMISE_HOLDBEFORE", holdBefore().toMillis() + "ms",
                "AFTERCARE_FOLLOWUP_PROMISE_WARN_FIRSTPERCENT", "40",
                "AFTERCARE_FOLLOWUP_PROMISE_WARN_SECONDPERCENT", "55",
                "AFTERCARE_SURVEY_EARLIEST", surveyFrom.toMillis() + "ms",
                "AFTERCARE_SURVEY_LATEST", surveyTo.toMillis() + "ms");
    }

    private Duration manager() {
        return grace.plus(grace.dividedBy(2));
    }

    /** So long that those whose dates slip silently are not held: that moment has passed. */
    private Duration holdBefore() {
        return broken;
    }

    /** When the promise is due whose customer is told before that it is not done. */
    Duration held() {
        return kept.plus(holdBefore());
    }

    /** When nothing more comes that must not come. */
    Duration over() {
        Duration lastWord = held().plus(grace);
        return (lastWord.compareTo(surveyTo) > 0 ? lastWord : surveyTo).plusSeconds(2);
    }
}
