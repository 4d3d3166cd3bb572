@NullMarked
package io.aftercare.stack.files;

import org.jspecify.annotations.NullMarked;
