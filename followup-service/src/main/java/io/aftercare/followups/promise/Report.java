package io.aftercare.followups.promise;

import java.time.Instant;

/** What somebody says became of a promise, not yet checked. */
sealed interface Report permits Promise.Keep, RevisionRequest, Withdrawal {

    /** When it happened: it is judged by this. */
    Instant at();

    /** When it was first written down anywhere. */
    Instant reportedAt();
}
