package io.aftercare.followups.contact;

import io.aftercare.messaging.VersionedTable;
import io.aftercare.messaging.VersionedTable.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What follows a resolution, by how the case ended and what it was about. The rows are data. */
final class Policy {

    /** How a case ends. One that is not listed is not followed up. */
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

    /** What the customer is told. */
    enum Told {
        YES,
        REASON,
        PAUSED,
        SHORT,
        NO
    }

    /** What the customer is asked. */
    enum Asked {
        YES,
        MESSAGE,
        SECOND_LOOK,
        NO
    }

    private static final String EVERY_KIND = "*";

    private final Map<Resolved, Follows> rows;

    private Policy(Map<Resolved, Follows> rows) {
        this.rows = rows;
    }

    private record Resolved(String outcome, String kind) {}

    private record Follows(Told told, Asked asked) {

        /** Told and asked are one message, and the only one there is a letter for. */
        boolean byTheOneMessage() {
            return told == Told.YES && (asked == Asked.YES || asked == Asked.MESSAGE);
        }
    }

    /**
     * @throws VersionedTable.InvalidTable if an outcome is unknown, given twice or missing
     */
    static Policy of(VersionedTable table) {
        Map<Resolved, Follows> rows = new HashMap<>();
        for (Row row : table.rows()) {
            Resolved when =
                    new Resolved(
                            row.code("outcome", Outcome.class).name(), row.oneOf("kind", kinds()));
            Follows then =
                    new Follows(row.code("told", Told.class), row.code("contact", Asked.class));
            if (rows.put(when, then) != null) {
                throw row.fault(
                        "outcome",
                        "must be given once for this kind: %s %s"
                                .formatted(when.outcome, when.kind));
            }
        }
        requireAll(table, rows);
        return new Policy(rows);
    }

    private static List<String> kinds() {
        return Stream.concat(Stream.of(EVERY_KIND), Arrays.stream(Kind.values()).map(Kind::name))
                .toList();
    }

    private static void requireAll(VersionedTable table, Map<Resolved, Follows> rows) {
        for (Outcome outcome : Outcome.values()) {
            if (!rows.containsKey(new Resolved(outcome.name(), EVERY_KIND))) {
                throw table.fault(
                        "outcome", "must have a line '%s %s'".formatted(outcome, EVERY_KIND));
            }
        }
    }

    /**
     * True if the customer is asked whether it is really solved. An outcome that is not known here
     * is not asked about.
     *
     * @param outcome its name, as {@code SOLVED}
     * @param kind its name, as {@code FAULT}
     */
    boolean asksAfter(String outcome, String kind) {
        Follows follows = rows.get(new Resolved(outcome, kind));
        if (follows == null) {
            follows = rows.get(new Resolved(outcome, EVERY_KIND));
        }
        return follows != null && follows.byTheOneMessage();
    }

    /**
     * True if somebody who was asked because of a kind may still be asked with another one: which
     * outcome it was is not known here, only that it is asked about with the kind before.
     */
    boolean mayAskAfter(String kindBefore, String kind) {
        return Arrays.stream(Outcome.values())
                .map(Outcome::name)
                .anyMatch(it -> asksAfter(it, kindBefore) && asksAfter(it, kind));
    }
}
