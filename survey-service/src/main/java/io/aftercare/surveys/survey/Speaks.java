package io.aftercare.surveys.survey;

import io.aftercare.messaging.VersionedTable;
import io.aftercare.messaging.VersionedTable.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who asks the customers of a source: we, or the source itself. Data. */
final class Speaks {

    private static final String EVERY_SOURCE = "*";
    private static final String US = "US";

    private final Map<String, Boolean> weSpeak;

    private Speaks(Map<String, Boolean> weSpeak) {
        this.weSpeak = weSpeak;
    }

    /**
     * @throws VersionedTable.InvalidTable if a source is given twice, or the line of all is missing
     */
    static Speaks of(VersionedTable table) {
        Map<String, Boolean> rows = new HashMap<>();
        for (Row row : table.rows()) {
            row.oneOf("purpose", List.of("SURVEY"));
            boolean us = row.oneOf("speaks", List.of(US, "SOURCE")).equals(US);
            if (rows.put(row.word("source"), us) != null) {
                throw row.fault("source", "must be given once");
            }
        }
        if (!rows.containsKey(EVERY_SOURCE)) {
            throw table.fault("source", "must have a line '* SURVEY'");
        }
        return new Speaks(rows);
    }

    /**
     * @param source null if it is not known: asked for as for every other
     */
    boolean weSpeak(@Nullable String source) {
        Boolean ofSource = source == null ? null : weSpeak.get(source);
        return ofSource != null ? ofSource : Boolean.TRUE.equals(weSpeak.get(EVERY_SOURCE));
    }
}
