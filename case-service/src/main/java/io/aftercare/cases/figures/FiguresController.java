package io.aftercare.cases.figures;

import io.aftercare.cases.figures.Denominators.Units;
import io.aftercare.cases.figures.Figures.Count;
import io.aftercare.cases.figures.ResolutionLine.Adding;
import io.aftercare.cases.figures.ResolutionLine.Time;
import io.aftercare.messaging.web.Csv;
import io.aftercare.messaging.web.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what customers complain of and how cases are handled, to those who answer for it. */
@RestController
@PreAuthorize("hasAnyRole('LEAD', 'OPERATOR')")
class FiguresController {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final int MOST_WEEKS = 156;

    /** Two times four weeks that are over, and this one. */
    private static final int COMPARED_WEEKS = 8;

    private final Figures figures;
    private final Denominators denominators;
    private final Clock clock;

    FiguresController(Figures figures, Denominators denominators, Clock clock) {
        this.figures = figures;
        this.denominators = denominators;
        this.clock = clock;
    }

    /**
     * @param from the Monday of the first week shown, in UTC
     * @param complaints the groups with most of them in the last four weeks first
     * @param more true if there are groups that these leave out
     */
    record Complaints(String by, LocalDate from, List<ComplaintLine> complaints, boolean more) {}

    /**
     * @param from the Monday of the first week, in UTC
     * @param figures the groups with most cases first
     * @param more true if there are groups that these leave out
     */
    record Resolutions(String by, LocalDate from, List<ResolutionLine> figures, boolean more) {}

    @GetMapping("/figures/complaints")
    Complaints complaints(
            @RequestParam(defaultValue = "cause")
                    @Schema(allowableValues = {"all", "cause", "product"})
                    String by,
            @RequestParam(defaultValue = "12") @Min(1) @Max(MOST_WEEKS) int weeks,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        List<ComplaintLine> lines = complaints(grouping(by), weeks);
        boolean more = lines.size() > limit;
        return new Complaints(by, first(weeks), more ? lines.subList(0, limit) : lines, more);
    }

    /** All of them, a line for each group and week, for a spreadsheet. */
    @GetMapping(path = "/figures/complaints", produces = CSV)
    String complaintsSheet(
            @RequestParam(defaultValue = "cause")
                    @Schema(allowableValues = {"all", "cause", "product"})
                    String by,
            @RequestParam(defaultValue = "12") @Min(1) @Max(MOST_WEEKS) int weeks) {
        StringBuilder sheet = new StringBuilder();
        sheet.append(
                Csv.line(List.of(by, "week", "complaints", "units", "per1000", "smallSample")));
        for (ComplaintLine line : complaints(grouping(by), weeks)) {
            for (ComplaintLine.Week week : line.weeks()) {
                sheet.append(
                        Csv.line(
                                Arrays.<@Nullable Object>asList(
                                        line.code(),
                                        week.week(),
                                        week.complaints(),
                                        week.units(),
                                        week.per1000(),
                                        line.smallSample())));
            }
        }
        return sheet.toString();
    }

    private List<ComplaintLine> complaints(Grouping by, int weeks) {
        LocalDate thisWeek = first(1);
        LocalDate from = first(Math.max(weeks, COMPARED_WEEKS + 1));
        Map<String, Map<LocalDate, Long>> counts = new TreeMap<>();
        for (Count count : figures.complaints(by, from, thisWeek)) {
            counts.computeIfAbsent(count.code(), _ -> new HashMap<>())
                    .put(count.week(), count.cases());
        }
        List<Units> known = denominators.of(from, thisWeek);
        Map<String, Map<LocalDate, Long>> units =
                by == Grouping.PRODUCT
                        ? Units.byProduct(known)
                        : Map.of(
                                "",
                                Units.ofAll(
                                        known,
                                        figures.complaints(Grouping.PRODUCT, from, thisWeek)));
        List<ComplaintLine> lines = new ArrayList<>();
        counts.forEach(
                (code, ofWeeks) ->
                        lines.add(
                                ComplaintLine.of(
                                        code,
                                        ofWeeks,
                                        units.getOrDefault(
                                                by == Grouping.PRODUCT ? code : "", Map.of()),
                                        thisWeek,
                                        weeks)));
        lines.sort(Comparator.comparing(ComplaintLine::lastFour).reversed());
        return lines;
    }

    @GetMapping("/figures/resolution-time")
    Resolutions resolutions(
            @RequestParam(defaultValue = "all")
                    @Schema(allowableValues = {"all", "cause", "product"})
                    String by,
            @RequestParam(defaultValue = "12") @Min(1) @Max(MOST_WEEKS) int weeks,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        List<ResolutionLine> lines = resolutions(grouping(by), weeks);
        boolean more = lines.size() > limit;
        return new Resolutions(by, first(weeks), more ? lines.subList(0, limit) : lines, more);
    }

    /** All of them, a line for each group, for a spreadsheet. */
    @GetMapping(path = "/figures/resolution-time", produces = CSV)
    String resolutionsSheet(
            @RequestParam(defaultValue = "all")
                    @Schema(allowableValues = {"all", "cause", "product"})
                    String by,
            @RequestParam(defaultValue = "12") @Min(1) @Max(MOST_WEEKS) int weeks) {
        StringBuilder sheet = new StringBuilder();
        sheet.append(
                Csv.line(
                        List.of(
                                by,
                                "resolved",
                                "firstMedianMinutes",
                                "firstP80Minutes",
                                "firstP95Minutes",
                                "totalMedianMinutes",
                                "totalP80Minutes",
                                "totalP95Minutes",
                                "reopenedShare",
                                "answered",
                                "confirmedSolvedShare",
                                "smallSample")));
        resolutions(grouping(by), weeks).forEach(line -> sheet.append(Csv.line(cells(line))));
        return sheet.toString();
    }

    private static List<@Nullable Object> cells(ResolutionLine line) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(line.code());
        cells.add(line.resolved());
        times(line.first(), cells);
        times(line.total(), cells);
        cells.add(line.reopenedShare());
        cells.add(line.answered());
        cells.add(line.confirmedSolvedShare());
        cells.add(line.smallSample());
        return cells;
    }

    private static void times(@Nullable Time time, List<@Nullable Object> cells) {
        cells.add(time == null ? null : time.medianMinutes());
        cells.add(time == null ? null : time.p80Minutes());
        cells.add(time == null ? null : time.p95Minutes());
    }

    private List<ResolutionLine> resolutions(Grouping by, int weeks) {
        Map<String, Adding> groups = new TreeMap<>();
        figures.resolutions(by, first(weeks), first(1))
                .forEach(sum -> groups.computeIfAbsent(sum.code(), _ -> new Adding()).add(sum));
        List<ResolutionLine> lines = new ArrayList<>();
        groups.forEach((code, adding) -> lines.add(adding.line(code)));
        lines.sort(Comparator.comparing(ResolutionLine::resolved).reversed());
        return lines;
    }

    /** The Monday of the first of so many weeks, this one included. */
    private LocalDate first(int weeks) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(weeks - 1L);
    }

    private static Grouping grouping(String by) {
        return switch (by) {
            case "all" -> Grouping.ALL;
            case "cause" -> Grouping.CAUSE;
            case "product" -> Grouping.PRODUCT;
            default ->
                    throw new Refusal(
                            HttpStatus.BAD_REQUEST, "by", "must be one of all, cause, product");
        };
    }
}
