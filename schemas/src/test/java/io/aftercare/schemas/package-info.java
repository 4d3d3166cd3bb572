@NullMarked
package io.aftercare.schemas;

import org.jspecify.annotations.NullMarked;
