@NullMarked
package io.aftercare.followups;

import org.jspecify.annotations.NullMarked;
