@NullMarked
package io.aftercare.notifications.delivery;

import org.jspecify.annotations.NullMarked;
