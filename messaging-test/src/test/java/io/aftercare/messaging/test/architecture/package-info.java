@NullMarked
package io.aftercare.messaging.test.architecture;

import org.jspecify.annotations.NullMarked;
