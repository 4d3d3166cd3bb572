/**
 * What a service has to say. It is published if and only if its transaction commits: at least once,
 * and per topic and key in the order of the commits.
 */
@NullMarked
package io.aftercare.messaging.outbox;

import org.jspecify.annotations.NullMarked;
