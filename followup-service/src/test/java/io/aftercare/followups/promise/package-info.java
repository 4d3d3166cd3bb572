@NullMarked
package io.aftercare.followups.promise;

import org.jspecify.annotations.NullMarked;
