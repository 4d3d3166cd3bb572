package io.aftercare.followups.realism;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param warnUnder the share of past cases that met such a span, 0 to 1, under which a promise is
 *     warned of
 * @param adviseAt the share that has to have met the span that is advised, 0 to 1
 * @param fewestCases with fewer, nothing is known
 */
@ConfigurationProperties("aftercare.followup.realism")
record RealismSettings(
        @DefaultValue("0.8") double warnUnder,
        @DefaultValue("0.9") double adviseAt,
        @DefaultValue("20") int fewestCases) {}
