package io.aftercare.followups.figures;

import io.aftercare.followups.known.CompanySettings;
import io.aftercare.messaging.web.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows how promises are kept, to those who answer for it. */
@RestController
@PreAuthorize("hasAnyRole('LEAD', 'OPERATOR')")
class FiguresController {

    private static final int USUAL_WEEKS = 12;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2099;

    private final Figures figures;
    private final CompanySettings company;
    private final Clock clock;

    FiguresController(Figures figures, CompanySettings company, Clock clock) {
        this.figures = figures;
        this.company = company;
        this.clock = clock;
    }

    /**
     * @param from the Monday of the first week
     * @param to the last day: weeks that begin until then are in it
     * @param figures of most promises first; weeks in their order
     * @param more true if there are lines that these leave out
     */
    record Page(String by, LocalDate from, LocalDate to, List<Line> figures, boolean more) {}

    /** By default of the last twelve weeks. */
    @GetMapping(path = "/figures/promises", produces = MediaType.APPLICATION_JSON_VALUE)
    Page promises(
            @RequestParam @Schema(allowableValues = {"owner", "team", "cause", "product", "week"})
                    String by,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        Side side = side(by);
        LocalDate last = last(to);
        LocalDate first = first(from, last);
        List<Line> lines = lines(side, first, last);
        boolean more = lines.size() > limit;
        return new Page(by, first, last, more ? lines.subList(0, limit) : lines, more);
    }

    /** All of them, for a spreadsheet. */
    @GetMapping(path = "/figures/promises", produces = "text/csv;charset=UTF-8")
    String sheet(
            @RequestParam @Schema(allowableValues = {"owner", "team", "cause", "product", "week"})
                    String by,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        Side side = side(by);
        LocalDate last = last(to);
        return Sheet.of(side, lines(side, first(from, last), last));
    }

    private List<Line> lines(Side side, LocalDate from, LocalDate to) {
        Comparator<Line> order = Comparator.comparing(line -> String.valueOf(line.value()));
        if (side != Side.WEEK) {
            order = Comparator.comparing(Line::made).reversed().thenComparing(order);
        }
        return figures.of(side, from, to).entrySet().stream()
                .map(it -> Line.of(it.getKey(), it.getValue()))
                .sorted(order)
                .toList();
    }

    private static Side side(String by) {
        Side side = Side.of(by);
        if (side == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "by", "must be one of " + Side.NAMES);
        }
        return side;
    }

    private LocalDate last(@Nullable LocalDate to) {
        return to == null
                ? LocalDate.ofInstant(clock.instant(), company.zone())
                : sensible("to", to);
    }

    private static LocalDate first(@Nullable LocalDate from, LocalDate last) {
        LocalDate first = from == null ? last.minusWeeks(USUAL_WEEKS - 1) : sensible("from", from);
        if (first.isAfter(last)) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "from", "must not lie after to");
        }
        return first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static LocalDate sensible(String field, LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    field,
                    "must lie in the years %d to %d".formatted(FIRST_YEAR, LAST_YEAR));
        }
        return day;
    }
}
