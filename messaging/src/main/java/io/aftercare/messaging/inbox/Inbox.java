package io.aftercare.messaging.inbox;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.inbox.Sorted.SeenAs;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers which facts had their effect, by the day a fact was recorded, not received, since the
 * same fact received on two days must meet itself.
 */
public final class Inbox {

    /** Longer than any topic keeps a fact (28 days), with a week for who is late. */
    public static final int DAYS_KEPT = 35;

    private static final int DAYS_AHEAD = 2;

    private final JdbcClient sql;
    private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

    Inbox(JdbcClient sql) {
        this.sql = sql;
    }

    /** True if a fact recorded on that day can be told from its repeats. */
    static boolean covers(LocalDate day, LocalDate today) {
        return day.isAfter(today.minusDays(DAYS_KEPT)) && !day.isAfter(today.plusDays(DAYS_AHEAD));
    }

    /** Makes the partitions of these days, if they are new; apart from any batch's transaction. */
    void open(Collection<LocalDate> days) {
        for (LocalDate day : days) {
            if (!made.contains(day)) {
                sql.sql("SELECT messaging.make_inbox_day(:day::date)")
                        .param("day", day.toString())
                        .query((rows, _) -> "")
                        .list();
                made.add(day);
            }
        }
    }

    /** Drops what is older than the inbox's memory; skipped if somebody holds on to it for long. */
    void forget(LocalDate today) {
        LocalDate before = today.minusDays(DAYS_KEPT);
        made.removeIf(day -> day.isBefore(before));
        sql.sql("SELECT messaging.drop_inbox_days(:before::date)")
                .param("before", before.toString())
                .query(Integer.class)
                .single();
    }

    /** Notes the facts as seen and says which of them are new. */
    Set<UUID> note(Collection<SeenAs> facts) {
        if (facts.isEmpty()) {
            return Set.of();
        }
        return sql
                .sql(
                        """
                        INSERT INTO messaging.inbox (event_id, recorded_on)
                        SELECT * FROM unnest(:eventId::uuid[], :recordedOn::date[])
                        ON CONFLICT DO NOTHING
                        RETURNING event_id""")
                .params(
                        Columns.of(facts)
                                .with("eventId", SeenAs::eventId)
                                .with("recordedOn", SeenAs::recordedOn)
                                .asParams())
                .query(UUID.class)
                .stream()
                .collect(Collectors.toSet());
    }
}
