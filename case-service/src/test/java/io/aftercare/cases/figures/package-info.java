@NullMarked
package io.aftercare.cases.figures;

import org.jspecify.annotations.NullMarked;
