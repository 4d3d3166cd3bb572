package io.aftercare.cases.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param reportWait how long a report waits for its case to be opened
 */
@ConfigurationProperties("aftercare.case")
record WaitSettings(@DefaultValue("10m") Duration reportWait) {

    WaitSettings {
        if (!reportWait.isPositive()) {
            throw new IllegalArgumentException("aftercare.case.report-wait must be positive");
        }
    }
}
