package io.aftercare.cases.lifecycle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param reopenWindow how long after its last resolution a case may be reopened
 */
@ConfigurationProperties("aftercare.case")
record CaseSettings(@DefaultValue("14d") Duration reopenWindow) {

    CaseSettings {
        if (!reopenWindow.isPositive()) {
            throw new IllegalArgumentException("aftercare.case.reopen-window must be positive");
        }
    }
}
