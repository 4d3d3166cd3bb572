package io.aftercare.followups.figures;

import io.aftercare.messaging.web.Csv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures as a table: its columns are named as in JSON, with a dot where one lies in another. */
final class Sheet {

    private static final List<String> OUTCOMES =
            List.of(
                    "kept",
                    "explainedInTime",
                    "movedByCustomer",
                    "explainedLate",
                    "attemptedInTime",
                    "brokenSilently",
                    "withdrawnAgreed",
                    "withdrawn",
                    "refuted");

    private static final List<String> STANDING =
            List.of(
                    "open",
                    "kept",
                    "explainedInTime",
                    "movedByCustomer",
                    "explainedLate",
                    "attemptedInTime",
                    "newDateUntold",
                    "broken",
                    "withdrawnAgreed",
                    "withdrawn");

    private Sheet() {}

    static String of(Side by, List<Line> lines) {
        return Csv.line(header(by))
                + lines.stream().map(Sheet::cells).map(Csv::line).collect(Collectors.joining());
    }

    private static List<String> header(Side by) {
        List<String> header = new ArrayList<>();
        header.add(by.code());
        header.addAll(
                List.of(
                        "made",
                        "awaitingCustomer",
                        "imported",
                        "revisions",
                        "revisionsByCustomer",
                        "revisionsPerPromise"));
        OUTCOMES.forEach(name -> header.add("dates." + name));
        OUTCOMES.forEach(name -> header.add("original." + name));
        header.add("originalKeptShare");
        STANDING.forEach(name -> header.add("standing." + name));
        header.addAll(List.of("originalKeptShareSoFar", "smallSample"));
        return header;
    }

    private static List<@Nullable Object> cells(Line line) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.addAll(
                Arrays.<@Nullable Object>asList(
                        line.value(),
                        line.made(),
                        line.awaitingCustomer(),
                        line.imported(),
                        line.revisions(),
                        line.revisionsByCustomer(),
                        line.revisionsPerPromise()));
        cells.addAll(outcomes(line.dates()));
        cells.addAll(outcomes(line.original()));
        cells.add(line.originalKeptShare());
        Line.Standing standing = line.standing();
        cells.addAll(
                List.of(
                        standing.open(),
                        standing.kept(),
                        standing.explainedInTime(),
                        standing.movedByCustomer(),
                        standing.explainedLate(),
                        standing.attemptedInTime(),
                        standing.newDateUntold(),
                        standing.broken(),
                        standing.withdrawnAgreed(),
                        standing.withdrawn()));
        cells.add(line.originalKeptShareSoFar());
        cells.add(line.smallSample());
        return cells;
    }

    private static List<Long> outcomes(Line.Outcomes outcomes) {
        return List.of(
                outcomes.kept(),
                outcomes.explainedInTime(),
                outcomes.movedByCustomer(),
                outcomes.explainedLate(),
                outcomes.attemptedInTime(),
                outcomes.brokenSilently(),
                outcomes.withdrawnAgreed(),
                outcomes.withdrawn(),
                outcomes.refuted());
    }
}
