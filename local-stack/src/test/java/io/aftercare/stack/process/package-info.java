@NullMarked
package io.aftercare.stack.process;

import org.jspecify.annotations.NullMarked;
