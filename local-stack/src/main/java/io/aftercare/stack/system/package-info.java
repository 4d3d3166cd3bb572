/** The four services with all they need, as users start them. */
@NullMarked
package io.aftercare.stack.system;

import org.jspecify.annotations.NullMarked;
