@NullMarked
package io.aftercare.surveys;

import org.jspecify.annotations.NullMarked;
