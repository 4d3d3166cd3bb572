@NullMarked
package io.aftercare.messaging.wire;

import org.jspecify.annotations.NullMarked;
