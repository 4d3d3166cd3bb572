package io.aftercare.cases.lifecycle;

import java.util.Collection;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Those who leave. Who gives something to somebody and who finds that nothing is theirs any more
 * see each other: of both at once the one is first. The lock is of a person who need not be in any
 * table, and those who give do not wait for each other.
 */
@Repository
public class Leavers {

    /** Not that of other advisory locks. */
    private static final int LOCKS = 0x1EA7E;

    /** People share locks, so that a batch takes a bounded number of them. */
    private static final int SHARES = 64;

    private final JdbcClient sql;

    Leavers(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * These answer for something that this transaction writes. If somebody has left, they have not:
     * their hand-over goes on.
     */
    void answering(Collection<String> staffIds) {
        if (staffIds.isEmpty()) {
            return;
        }
        String[] ids = staffIds.toArray(String[]::new);
        sql.sql(
                        """
                        SELECT pg_advisory_xact_lock_shared(:locks, share) FROM (
                            SELECT DISTINCT abs(hashtext(id) % :shares) AS share
                              FROM unnest(:ids::text[]) AS id ORDER BY share) AS theirs""")
                .param("locks", LOCKS)
                .param("shares", SHARES)
                .param("ids", ids)
                .query(locked());
        sql.sql(
                        """
                        UPDATE handover SET ended_at = NULL
                         WHERE staff_id = ANY(:ids::text[]) AND ended_at IS NOT NULL""")
                .param("ids", ids)
                .update();
    }

    /**
     * Waits until what is being given to that one is written; nothing more is given to them before
     * this transaction ends. What is theirs is read in a further statement.
     */
    public void standStill(String staffId) {
        sql.sql("SELECT pg_advisory_xact_lock(:locks, abs(hashtext(:id) % :shares))")
                .param("locks", LOCKS)
                .param("shares", SHARES)
                .param("id", staffId)
                .query(locked());
    }

    private static RowCallbackHandler locked() {
        return _ -> {};
    }
}
