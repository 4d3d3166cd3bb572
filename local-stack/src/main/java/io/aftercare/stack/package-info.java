@NullMarked
package io.aftercare.stack;

import org.jspecify.annotations.NullMarked;
