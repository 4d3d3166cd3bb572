@NullMarked
package io.aftercare.cases.desk;

import org.jspecify.annotations.NullMarked;
