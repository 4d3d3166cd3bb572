/** Lists of promises for those who work on them. */
@NullMarked
package io.aftercare.followups.lists;

import org.jspecify.annotations.NullMarked;
