/** Is it really solved? One question per resolution of a case, and its answer. */
@NullMarked
package io.aftercare.followups.contact;

import org.jspecify.annotations.NullMarked;
