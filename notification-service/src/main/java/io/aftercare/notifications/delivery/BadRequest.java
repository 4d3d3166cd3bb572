package io.aftercare.notifications.delivery;

import java.util.UUID;

/**
 * A request that makes no sense.
 *
 * @param rule the one it breaks
 */
record BadRequest(UUID eventId, Request request, String rule) {}
