@NullMarked
package io.aftercare.cases.timeline;

import org.jspecify.annotations.NullMarked;
