@NullMarked
package io.aftercare.stack.command;

import org.jspecify.annotations.NullMarked;
