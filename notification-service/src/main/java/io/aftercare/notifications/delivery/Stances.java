package io.aftercare.notifications.delivery;

import io.aftercare.messaging.Columns;
import io.aftercare.notifications.delivery.Recipient.Stance;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a machine may say about cases of which that has changed lately. */
@Repository
class Stances {

    private final JdbcClient sql;

    Stances(JdbcClient sql) {
        this.sql = sql;
    }

    /** Nothing of a case of which it did not change: its messages say it themselves. */
    Map<UUID, Stance> load(Collection<UUID> caseIds) {
        Map<UUID, Stance> found = new HashMap<>();
        sql.sql("SELECT case_id, stance FROM case_stance WHERE case_id = ANY(:caseIds)")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query(
                        (row, _) ->
                                found.put(
                                        row.getObject(1, UUID.class),
                                        Stance.valueOf(row.getString(2))))
                .list();
        return found;
    }

    /** Keeps of each case what is newest. */
    void save(Collection<Handled> heard, Instant now) {
        Map<UUID, Handled> newest =
                heard.stream()
                        .collect(
                                Collectors.toMap(
                                        Handled::caseId,
                                        Function.identity(),
                                        BinaryOperator.maxBy(
                                                Comparator.comparingLong(Handled::sequence))));
        sql.sql(
                        """
                        INSERT INTO case_stance AS known (case_id, stance, sequence, said_at)
                        SELECT said.*, :now::timestamptz
                          FROM unnest(:caseId::uuid[], :stance::text[], :sequence::bigint[]) AS said
                        ON CONFLICT (case_id) DO UPDATE SET
                            stance = excluded.stance, sequence = excluded.sequence,
                            said_at = excluded.said_at
                         WHERE known.sequence < excluded.sequence""")
                .params(
                        Columns.of(newest.values())
                                .with("caseId", Handled::caseId)
                                .with("stance", Handled::stance)
                                .with("sequence", Handled::sequence)
                                .asParams())
                .param("now", now.toString())
                .update();
    }

    /**
     * Forgets what was said before then.
     *
     * @return how many cases that were, at most so many
     */
    int forget(Instant before, int most) {
        return sql.sql(
                        """
                        DELETE FROM case_stance WHERE case_id IN (
                            SELECT case_id FROM case_stance
                             WHERE said_at < :before::timestamptz LIMIT :most)""")
                .param("before", before.toString())
                .param("most", most)
                .update();
    }
}
