@NullMarked
package io.aftercare.stack.system;

import org.jspecify.annotations.NullMarked;
