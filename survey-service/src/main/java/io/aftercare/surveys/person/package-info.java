@NullMarked
package io.aftercare.surveys.person;

import org.jspecify.annotations.NullMarked;
