@NullMarked
package io.aftercare.followups.known;

import org.jspecify.annotations.NullMarked;
