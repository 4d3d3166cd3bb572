/**
 * Follows a resolved case up: asks whether it is really solved, and keeps the ledger of promises.
 */
@NullMarked
package io.aftercare.followups;

import org.jspecify.annotations.NullMarked;
