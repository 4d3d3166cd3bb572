@NullMarked
package io.aftercare.cases.intake;

import org.jspecify.annotations.NullMarked;
