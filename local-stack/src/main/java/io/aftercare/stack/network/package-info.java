/** Ports on loopback, and a cable that can be cut. */
@NullMarked
package io.aftercare.stack.network;

import org.jspecify.annotations.NullMarked;
