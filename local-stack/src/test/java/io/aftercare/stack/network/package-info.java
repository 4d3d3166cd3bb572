@NullMarked
package io.aftercare.stack.network;

import org.jspecify.annotations.NullMarked;
