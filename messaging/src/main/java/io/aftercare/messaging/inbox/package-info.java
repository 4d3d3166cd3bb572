/**
 * From a topic's bytes to a listener's transaction. Every record has its effect once, and per key
 * in the order of its topic; repeats have none. A record that cannot be taken becomes a dead letter
 * without holding up those behind it, and nothing does because something around us is away: then
 * its partition waits.
 */
@NullMarked
package io.aftercare.messaging.inbox;

import org.jspecify.annotations.NullMarked;
