package io.aftercare.notifications.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish that makes no sense.
 *
 * @param rule the one it breaks
 * @param ask what was asked for; null: it was a take-back, which suppresses nothing
 */
record BadRequest(UUID eventId, UUID caseId, String rule, @Nullable Request ask) {}
