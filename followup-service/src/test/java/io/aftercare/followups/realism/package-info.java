@NullMarked
package io.aftercare.followups.realism;

import org.jspecify.annotations.NullMarked;
