package io.aftercare.cases.figures;

import io.aftercare.cases.figures.Denominators.Units;
import io.aftercare.cases.intake.TextLimits;
import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes what complaints are counted against. */
@RestController
class DenominatorController {

    private static final int LONGEST_CODE = 100;
    private static final long MOST_UNITS = 1_000_000_000_000L;
    private static final Pattern WEEK = Pattern.compile("20\\d\\d-W\\d\\d");

    private final TakingDenominators taking;
    private final Transactions transactions;

    DenominatorController(TakingDenominators taking, Transactions transactions) {
        this.taking = taking;
        this.transactions = transactions;
    }

    record Denominator(@NotNull @PositiveOrZero @Max(MOST_UNITS) Long units) {}

    /**
     * So many units of the product were with customers in that week; the last word counts.
     *
     * @param week as {@code 2026-W31}
     */
    @PutMapping("/figures/denominators/{product}/{week}")
    @PreAuthorize("hasAnyRole('LEAD', 'OPERATOR')")
    Units put(
            @PathVariable String product,
            @PathVariable String week,
            @RequestBody @Valid Denominator body,
            Principal by) {
        Verdict broken = TextLimits.id("product", product, LONGEST_CODE);
        if (broken != null && broken.rule() != null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "product", broken.rule());
        }
        Units units = new Units(product, monday(week), body.units);
        return transactions.open(
                () -> {
                    taking.take(units, by.getName());
                    return units;
                });
    }

    private static LocalDate monday(String week) {
        if (WEEK.matcher(week).matches()) {
            try {
                return LocalDate.parse(week + "-1", DateTimeFormatter.ISO_WEEK_DATE);
            } catch (DateTimeException _) {
                // no such week, told below
            }
        }
        throw new Refusal(HttpStatus.BAD_REQUEST, "week", "must be a week, as 2026-W31");
    }
}
