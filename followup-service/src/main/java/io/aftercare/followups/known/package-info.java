/**
 * What this service knows of cases, people, staff and teams: ids, who answers for what, and when
 * they may be spoken to; never a name or an address.
 */
@NullMarked
package io.aftercare.followups.known;

import org.jspecify.annotations.NullMarked;
