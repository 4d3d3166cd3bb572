/**
 * How records look outside: Confluent's wire format with the ids of a registry that is only read,
 * CloudEvents headers beside an envelope that is the authority, and the trace that goes with them.
 */
@NullMarked
package io.aftercare.messaging.wire;

import org.jspecify.annotations.NullMarked;
