/**
 * Who people, staff and teams are and how they can be reached, as the {@code contacts} topic says.
 */
@NullMarked
package io.aftercare.notifications.directory;

import org.jspecify.annotations.NullMarked;
