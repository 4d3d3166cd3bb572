package io.aftercare.notifications.directory;

import java.time.Instant;
import java.util.Set;

/**
 * Told inside the transaction that stored newer versions or erased somebody; it holds all the keys.
 *
 * @param keys as {@code person:…}
 */
public record AddresseesChanged(Set<String> keys, Instant at) {}
