@NullMarked
package io.aftercare.messaging.outbox;

import org.jspecify.annotations.NullMarked;
