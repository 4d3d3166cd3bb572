/** What happens when a person is to be forgotten. */
@NullMarked
package io.aftercare.cases.erasure;

import org.jspecify.annotations.NullMarked;
