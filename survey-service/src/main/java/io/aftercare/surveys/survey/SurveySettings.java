package io.aftercare.surveys.survey;

import io.aftercare.hours.Span;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param earliest from the resolution to the first moment to ask
 * @param latest from the resolution to the end of the window
 * @param answerable how long after it was delivered the page takes answers
 */
@ConfigurationProperties("aftercare.survey")
record SurveySettings(
        @DefaultValue("24h") Duration earliest,
        @DefaultValue("48h") Duration latest,
        @DefaultValue("14d") Duration answerable) {

    SurveySettings {
        if (earliest.isNegative() || latest.compareTo(earliest) <= 0) {
            throw new IllegalArgumentException(
                    "aftercare.survey.latest must be later than aftercare.survey.earliest, which is"
                            + " 0 or more");
        }
        if (!answerable.isPositive()) {
            throw new IllegalArgumentException("aftercare.survey.answerable must be over 0");
        }
    }

    /** When a survey about a resolution may be asked. */
    Span window(Instant resolvedAt) {
        return new Span(resolvedAt.plus(earliest), resolvedAt.plus(latest));
    }
}
