@NullMarked
package io.aftercare.cases.erasure;

import org.jspecify.annotations.NullMarked;
