package io.aftercare.followups.known;

import io.aftercare.messaging.VersionedTable;
import io.aftercare.messaging.VersionedTable.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who talks to the customers of a source, by purpose: we, or the source itself. Data. */
public final class Speaks {

    /** What there is to say to a customer. */
    public enum Purpose {
        SOLVED_CHECK,
        PROMISE_REVISED,
        PROMISE_BROKEN_CUSTOMER,
        PROMISE_HOLDING,
        PROMISE_AWAITING,
        PROMISE_ATTEMPTED
    }

    private static final String EVERY_SOURCE = "*";
    private static final String US = "US";
    private static final List<String> SPEAKERS = List.of(US, "SOURCE");

    private record Key(String source, Purpose purpose) {}

    private final Map<Key, Boolean> weSpeak;

    private Speaks(Map<Key, Boolean> weSpeak) {
        this.weSpeak = weSpeak;
    }

    /**
     * @throws VersionedTable.InvalidTable if a purpose is unknown, given twice or missing
     */
    static Speaks of(VersionedTable table) {
        Map<Key, Boolean> rows = new HashMap<>();
        for (Row row : table.rows()) {
            Key key = new Key(row.word("source"), row.code("purpose", Purpose.class));
            if (rows.put(key, row.oneOf("speaks", SPEAKERS).equals(US)) != null) {
                throw row.fault("purpose", "must be given once for this source");
            }
        }
        for (Purpose purpose : Purpose.values()) {
            if (!rows.containsKey(new Key(EVERY_SOURCE, purpose))) {
                throw table.fault(
                        "purpose", "must have a line '%s %s'".formatted(EVERY_SOURCE, purpose));
            }
        }
        return new Speaks(rows);
    }

    /**
     * @param source null if it is not known: spoken for as for every other
     */
    public boolean weSpeak(@Nullable String source, Purpose purpose) {
        Boolean ofSource = source == null ? null : weSpeak.get(new Key(source, purpose));
        return ofSource != null
                ? ofSource
                : Boolean.TRUE.equals(weSpeak.get(new Key(EVERY_SOURCE, purpose)));
    }
}
