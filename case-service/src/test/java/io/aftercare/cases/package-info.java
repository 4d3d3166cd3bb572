@NullMarked
package io.aftercare.cases;

import org.jspecify.annotations.NullMarked;
