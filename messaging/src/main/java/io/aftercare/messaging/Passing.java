package io.aftercare.messaging;

import io.aftercare.messaging.wire.RegistryAway;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells trouble that passes by itself from trouble in the work at hand. */
public final class Passing {

    /** SQLState of a write in a database that only reads. */
    static final String READ_ONLY = "25006";

    private Passing() {}

    /**
     * True for a lost or refused database connection (08xxx, 57P0x; 25P03 if this process stood
     * still for long), a deadlock or serialization failure (40xxx), a lock that could not be had
     * (55P03), a database server that lacks disk, memory or connections (53xxx), cannot read or
     * write its files (58xxx) or only reads (25006), a registry that is away, and whatever a Kafka
     * client throws: a listener and a timer handler use none, so it comes from messaging's own,
     * when the broker is away. Not for 57014: a statement that ran too long would do so again.
     */
    public static boolean isPassing(@Nullable Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof CannotCreateTransactionException
                    || e instanceof CannotGetJdbcConnectionException
                    || e instanceof RegistryAway
                    || e instanceof KafkaException) {
                return true;
            }
            if (e instanceof SQLException sql && isPassing(sql.getSQLState())) {
                return true;
            }
            // the rollback on a lost connection fails too, and hides why the connection was lost
            if (e instanceof TransactionSystemException hiding
                    && isPassing(hiding.getApplicationException())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(@Nullable String state) {
        return state != null
                && (state.startsWith("40")
                        || state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P0")
                        || state.startsWith("58")
                        || state.equals(READ_ONLY)
                        || state.equals("25P03")
                        || state.equals("55P03"));
    }
}
