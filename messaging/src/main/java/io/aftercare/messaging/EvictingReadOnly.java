package io.aftercare.messaging;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Throws away a pooled connection to a database that is read-only: after a fail-over it leads to
 * what is now a standby, and would do so until it is old. Named in the pool's settings.
 */
public final class EvictingReadOnly implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException error) {
        return Passing.READ_ONLY.equals(error.getSQLState())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
