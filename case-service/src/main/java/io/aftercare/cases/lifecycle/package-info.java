/** The course of a case: opened, assigned, resolved, reopened; a resolution begins a cycle. */
@NullMarked
package io.aftercare.cases.lifecycle;

import org.jspecify.annotations.NullMarked;
