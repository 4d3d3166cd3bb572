@NullMarked
package io.aftercare.cases.lifecycle;

import org.jspecify.annotations.NullMarked;
