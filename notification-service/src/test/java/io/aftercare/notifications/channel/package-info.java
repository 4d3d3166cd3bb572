@NullMarked
package io.aftercare.notifications.channel;

import org.jspecify.annotations.NullMarked;
