package io.aftercare.notifications.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right, for a while, to send one message.
 *
 * @param lease when it ends; also tells this claim from a later one
 */
record Claim(String key, String recipient, UUID caseId, Instant lease, @Nullable String trace) {

    List<String> locks() {
        return List.of(recipient, "case:" + caseId);
    }
}
