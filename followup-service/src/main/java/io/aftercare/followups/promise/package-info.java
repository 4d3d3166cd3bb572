/** The ledger of dates promised to customers: kept, late or broken. */
@NullMarked
package io.aftercare.followups.promise;

import org.jspecify.annotations.NullMarked;
