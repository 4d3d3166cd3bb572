package io.aftercare.followups.promise;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer heard something of a case from a message.
 *
 * @param recordedAt when that was first written down anywhere
 * @param about the promise it was about, null if it was about none
 */
public record Heard(UUID caseId, Instant at, Instant recordedAt, @Nullable UUID about) {}
