package io.aftercare.surveys.survey;

import io.aftercare.messaging.Ids;
import io.aftercare.messaging.VersionedTable;
import io.aftercare.messaging.VersionedTable.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** After which resolutions a customer is asked for an opinion. The rows are data. */
final class Policy {

    /** How a case ends. One that is not listed is not asked about. */
    enum Outcome {
        SOLVED,
        WORKAROUND,
        DECLINED,
        NO_REPLY,
        WITHDRAWN,
        DUPLICATE,
        SPAM,
        TEST,
        INTERNAL,
        AUTOMATIC
    }

    /** What a case is about. */
    enum Kind {
        COMPLAINT,
        FAULT,
        REQUEST,
        QUESTION
    }

    private static final String EVERY_KIND = "*";
    private static final Pattern SHARE = Pattern.compile("(\\d{1,2})%");
    private static final int ALL = 100;

    private final Map<Resolved, Integer> percents;

    private Policy(Map<Resolved, Integer> percents) {
        this.percents = percents;
    }

    private record Resolved(String outcome, String kind) {}

    /**
     * @throws VersionedTable.InvalidTable if an outcome is unknown, given twice or missing
     */
    static Policy of(VersionedTable table) {
        Map<Resolved, Integer> percents = new HashMap<>();
        for (Row row : table.rows()) {
            Resolved when =
                    new Resolved(
                            row.code("outcome", Outcome.class).name(), row.oneOf("kind", kinds()));
            if (percents.put(when, percent(row)) != null) {
                throw row.fault(
                        "outcome",
                        "must be given once for this kind: %s %s"
                                .formatted(when.outcome, when.kind));
            }
        }
        for (Outcome outcome : Outcome.values()) {
            if (!percents.containsKey(new Resolved(outcome.name(), EVERY_KIND))) {
                throw table.fault(
                        "outcome", "must have a line '%s %s'".formatted(outcome, EVERY_KIND));
            }
        }
        return new Policy(percents);
    }

    private static List<String> kinds() {
        return Stream.concat(Stream.of(EVERY_KIND), Arrays.stream(Kind.values()).map(Kind::name))
                .toList();
    }

    private static int percent(Row row) {
        String word = row.word("survey");
        if (word.equals("YES")) {
            return ALL;
        }
        Matcher share = SHARE.matcher(word);
        if (share.matches()) {
            return Integer.parseInt(share.group(1));
        }
        if (word.equals("NO")) {
            return 0;
        }
        throw row.fault("survey", "must be YES, NO or a share as 10%%, not '%s'".formatted(word));
    }

    /**
     * True if the customer is asked. An outcome that is not known here is not asked about.
     *
     * @param outcome its name, as {@code SOLVED}
     * @param kind its name, as {@code FAULT}
     */
    boolean asksAfter(UUID caseId, String outcome, String kind) {
        Integer percent = percents.get(new Resolved(outcome, kind));
        if (percent == null) {
            percent = percents.get(new Resolved(outcome, EVERY_KIND));
        }
        return percent != null && drawn(caseId) < percent;
    }

    /** 0 to 99, the same for a case for ever: nobody picks whom to ask. */
    private static int drawn(UUID caseId) {
        return (int)
                Long.remainderUnsigned(
                        Ids.of("survey-sample", caseId).getLeastSignificantBits(), ALL);
    }
}
