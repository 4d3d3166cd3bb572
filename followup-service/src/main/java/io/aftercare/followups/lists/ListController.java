package io.aftercare.followups.lists;

import io.aftercare.followups.known.CompanySettings;
import io.aftercare.hours.BusinessCalendar;
import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.web.Refusal;
import io.aftercare.schemas.Keys;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of promises for people at desks. */
@RestController
@PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
class ListController {

    private static final int MOST = 500;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Listings listings;
    private final CompanySettings company;
    private final BusinessCalendar calendar;
    private final Clock clock;

    ListController(Listings listings, CompanySettings company, Clock clock) {
        this.listings = listings;
        this.company = company;
        this.calendar = company.hours();
        this.clock = clock;
    }

    /**
     * @param cursor for the page after this one, null if there is none
     */
    record Page(List<Listed> promises, boolean more, @Nullable String cursor) {}

    /**
     * What an owner looks at in the morning. Days are those of the company.
     *
     * @param overdue their date has passed and they are not kept
     * @param dueToday the rest of today
     * @param toBeWarned until the end of the next working day: their owner is warned today
     */
    record Morning(String owner, LocalDate today, Part overdue, Part dueToday, Part toBeWarned) {}

    record Part(List<Listed> promises, boolean more) {}

    /** By default what is still to be done, what is due first comes first. */
    @GetMapping("/promises")
    Page promises(
            @RequestParam(required = false)
                    @Schema(
                            allowableValues = {
                                "AWAITING_CUSTOMER",
                                "OPEN",
                                "ATTEMPTED",
                                "BROKEN",
                                "KEPT",
                                "KEPT_LATE",
                                "WITHDRAWN"
                            })
                    @Nullable String state,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable Instant dueBefore,
            @RequestParam(required = false) @Nullable Instant dueAfter,
            @RequestParam(defaultValue = "due") @Schema(allowableValues = {"due", "made"})
                    String sort,
            @RequestParam(defaultValue = "100") @Min(1) @Max(MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (state != null && !Filter.STATES.contains(state)) {
            throw refusal(
                    "state",
                    "must be one of AWAITING_CUSTOMER, OPEN, ATTEMPTED, BROKEN, KEPT, KEPT_LATE,"
                            + " WITHDRAWN");
        }
        checkId("owner", owner);
        checkId("team", team);
        check("dueBefore", dueBefore);
        check("dueAfter", dueAfter);
        return page(
                new Filter(state, owner, false, team, dueBefore, dueAfter),
                sort(sort),
                limit,
                cursor);
    }

    /** What is still to be done, or waits for its customer, and nobody answers for. */
    @GetMapping("/promises/unowned")
    Page unowned(
            @RequestParam(defaultValue = "100") @Min(1) @Max(MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return page(Filter.ofNobody(), Sort.DUE, limit, cursor);
    }

    @GetMapping("/owners/{owner}/morning")
    Morning morning(@PathVariable String owner) {
        checkId("owner", owner);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, company.zone());
        Instant tomorrow = beginning(today.plusDays(1));
        LocalDate nextWorkingDay =
                LocalDate.ofInstant(
                        calendar.endOfBusinessDay(now, 1).minusMillis(1), company.zone());
        return new Morning(
                owner,
                today,
                part(Filter.ofOwner(owner, null, now)),
                part(Filter.ofOwner(owner, now, tomorrow)),
                part(Filter.ofOwner(owner, tomorrow, beginning(nextWorkingDay.plusDays(1)))));
    }

    private Instant beginning(LocalDate day) {
        return day.atStartOfDay(company.zone()).toInstant();
    }

    private Part part(Filter filter) {
        Page page = page(filter, Sort.DUE, MOST, null);
        return new Part(page.promises(), page.more());
    }

    private Page page(Filter filter, Sort sort, int limit, @Nullable String cursor) {
        Cursor after = cursor == null ? null : Cursor.of(cursor, sort.name());
        if (cursor != null && after == null) {
            throw refusal("cursor", "must be one of a page of this order");
        }
        List<Listed> found = listings.find(filter, sort, after, limit + 1);
        boolean more = found.size() > limit;
        List<Listed> promises = more ? found.subList(0, limit) : found;
        return new Page(promises, more, more ? sort.cursor(promises.getLast()).text() : null);
    }

    private static Sort sort(String name) {
        return switch (name) {
            case "due" -> Sort.DUE;
            case "made" -> Sort.MADE;
            default -> throw refusal("sort", "must be due or made");
        };
    }

    private static void checkId(String field, @Nullable String id) {
        if (id != null && !Keys.isId(id)) {
            throw refusal(field, Keys.ID_RULE);
        }
    }

    private static void check(String field, @Nullable Instant at) {
        if (at != null && (at.isBefore(FIRST) || !at.isBefore(LAST))) {
            throw refusal(field, "must lie in the years 1970 to 9999");
        }
    }

    private static Refusal refusal(String field, String rule) {
        return new Refusal(HttpStatus.BAD_REQUEST, field, rule);
    }
}
