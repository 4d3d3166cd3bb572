package io.aftercare.notifications.delivery;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The public addresses of the pages that messages lead to.
 *
 * @param contact of the page that asks whether it is solved
 * @param survey of the page that asks for an opinion
 */
@ConfigurationProperties("aftercare.links")
record LinkSettings(URI contact, URI survey) {

    LinkSettings {
        requireWeb("contact", contact);
        requireWeb("survey", survey);
    }

    /** The address without a slash at its end. */
    String base(String purpose) {
        URI base =
                switch (purpose) {
                    case "contact" -> contact;
                    case "survey" -> survey;
                    default -> throw new IllegalArgumentException("no such page: " + purpose);
                };
        return base.toString().replaceFirst("/+$", "");
    }

    private static void requireWeb(String page, URI base) {
        if (base == null || base.getHost() == null || !base.getScheme().matches("https?")) {
            throw new IllegalArgumentException(
                    "aftercare.links." + page + " must be an http or https address");
        }
    }
}
