@NullMarked
package io.aftercare.notifications.directory;

import org.jspecify.annotations.NullMarked;
