/**
 * What this service knows of cases and people: ids, owners and zones, never a name or an address.
 */
@NullMarked
package io.aftercare.followups.known;

import org.jspecify.annotations.NullMarked;
