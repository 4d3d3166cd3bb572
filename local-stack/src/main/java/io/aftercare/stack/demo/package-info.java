/**
 * The story that `./aftercare demo` plays: seven cases, reported from outside, read from topics and
 * mailbox. Tests of the whole system report and read the same way.
 */
@NullMarked
package io.aftercare.stack.demo;

import org.jspecify.annotations.NullMarked;
