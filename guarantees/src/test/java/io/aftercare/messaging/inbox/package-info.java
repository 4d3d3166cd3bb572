@NullMarked
package io.aftercare.messaging.inbox;

import org.jspecify.annotations.NullMarked;
