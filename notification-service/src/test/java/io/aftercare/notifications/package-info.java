@NullMarked
package io.aftercare.notifications;

import org.jspecify.annotations.NullMarked;
