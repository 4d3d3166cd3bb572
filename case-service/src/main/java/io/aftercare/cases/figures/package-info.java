/** How many complaints there are and how long cases take, by week, cause and product. */
@NullMarked
package io.aftercare.cases.figures;

import org.jspecify.annotations.NullMarked;
