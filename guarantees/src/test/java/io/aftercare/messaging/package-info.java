@NullMarked
package io.aftercare.messaging;

import org.jspecify.annotations.NullMarked;
