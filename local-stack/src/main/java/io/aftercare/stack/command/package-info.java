/** The commands {@code demo} and {@code up}. */
@NullMarked
package io.aftercare.stack.command;

import org.jspecify.annotations.NullMarked;
