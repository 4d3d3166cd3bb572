@NullMarked
package io.aftercare.surveys.survey;

import org.jspecify.annotations.NullMarked;
