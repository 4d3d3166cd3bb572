@NullMarked
package io.aftercare.followups.lists;

import org.jspecify.annotations.NullMarked;
