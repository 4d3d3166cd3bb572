/**
 * The story that `./aftercare demo` plays: three cases, reported from outside, read from topics and
 * mailbox.
 */
@NullMarked
package io.aftercare.stack.demo;

import org.jspecify.annotations.NullMarked;
