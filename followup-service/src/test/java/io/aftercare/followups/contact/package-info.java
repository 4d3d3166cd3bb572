@NullMarked
package io.aftercare.followups.contact;

import org.jspecify.annotations.NullMarked;
