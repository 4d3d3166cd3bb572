package io.aftercare.cases.desk;

import io.aftercare.cases.desk.Listings.Listed;
import io.aftercare.cases.intake.TextLimits;
import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.web.Csv;
import io.aftercare.messaging.web.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Lists of cases for people at desks. */
@RestController
@PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
class ListController {

    private static final int MOST = 500;
    private static final int LONGEST_CODE = 100;
    private static final Set<String> STATES = Set.of("OPEN", "RESOLVED", "CLOSED");

    private final Listings listings;

    ListController(Listings listings) {
        this.listings = listings;
    }

    /**
     * @param cursor for the page after this one, null if there is none
     */
    record Page(List<Listed> cases, boolean more, @Nullable String cursor) {}

    /**
     * What is answered unless a sheet is asked for: so it says of no type that it produces it.
     *
     * @param sort {@code openedAt}: the oldest first, as work is done; {@code -openedAt}: the
     *     newest
     */
    @GetMapping("/cases")
    Page cases(
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false)
                    @Schema(allowableValues = {"OPEN", "RESOLVED", "CLOSED"})
                    @Nullable String state,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(defaultValue = "openedAt")
                    @Schema(allowableValues = {"openedAt", "-openedAt"})
                    String sort,
            @RequestParam(defaultValue = "100") @Min(1) @Max(MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return page(new Filter(owner, team, state, cause, product), sort, limit, cursor);
    }

    /** The same page for a spreadsheet, without text; the next one is named in a Link header. */
    @GetMapping(path = "/cases", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> sheet(
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false)
                    @Schema(allowableValues = {"OPEN", "RESOLVED", "CLOSED"})
                    @Nullable String state,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(defaultValue = "openedAt")
                    @Schema(allowableValues = {"openedAt", "-openedAt"})
                    String sort,
            @RequestParam(defaultValue = "500") @Min(1) @Max(MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            UriComponentsBuilder here) {
        Filter filter = new Filter(owner, team, state, cause, product);
        Page page = page(filter, sort, limit, cursor);
        StringBuilder sheet = new StringBuilder();
        sheet.append(
                Csv.line(
                        List.of(
                                "caseId",
                                "source",
                                "sourceCaseId",
                                "kind",
                                "cause",
                                "product",
                                "priority",
                                "handling",
                                "openedAt",
                                "owner",
                                "team",
                                "state",
                                "stateSince",
                                "cycle",
                                "outcome")));
        page.cases().forEach(one -> sheet.append(Csv.line(cells(one))));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.cursor() != null) {
            UriComponentsBuilder next = here.path("/cases");
            filter.columns().forEach((name, value) -> next.queryParam(name, "{" + name + "}"));
            String uri =
                    next.queryParam("sort", sort)
                            .queryParam("limit", limit)
                            .queryParam("cursor", page.cursor())
                            .encode()
                            .buildAndExpand(filter.columns())
                            .toUriString();
            answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(uri));
        }
        return answer.body(sheet.toString());
    }

    private static List<@Nullable Object> cells(Listed one) {
        return Arrays.<@Nullable Object>asList(
                one.caseId(),
                one.source(),
                one.sourceCaseId(),
                one.kind(),
                one.cause(),
                one.product(),
                one.priority(),
                one.handling(),
                one.openedAt(),
                one.owner(),
                one.team(),
                one.state(),
                one.stateSince(),
                one.cycle(),
                one.outcome());
    }

    private Page page(Filter filter, String sort, int limit, @Nullable String cursor) {
        check(filter);
        Sort order = sort(sort);
        Cursor after = cursor == null ? null : Cursor.of(cursor, order.name());
        if (cursor != null && after == null) {
            throw refused("cursor", "must be one of a page of this order");
        }
        List<Listed> found = listings.find(filter, order, after, limit + 1);
        boolean more = found.size() > limit;
        List<Listed> cases = more ? found.subList(0, limit) : found;
        Listed last = more ? cases.getLast() : null;
        return new Page(
                cases,
                more,
                last == null
                        ? null
                        : new Cursor(order.name(), last.openedAt(), last.caseId()).text());
    }

    private static void check(Filter filter) {
        if (filter.state() != null && !STATES.contains(filter.state())) {
            throw refused("state", "must be one of OPEN, RESOLVED, CLOSED");
        }
        refuse(TextLimits.contactId("owner", filter.owner()));
        refuse(TextLimits.contactId("team", filter.team()));
        refuse(TextLimits.id("cause", filter.cause(), LONGEST_CODE));
        refuse(TextLimits.id("product", filter.product(), LONGEST_CODE));
    }

    private static Sort sort(String name) {
        return switch (name) {
            case "openedAt" -> Sort.OLDEST;
            case "-openedAt" -> Sort.NEWEST;
            default -> throw refused("sort", "must be openedAt or -openedAt");
        };
    }

    private static void refuse(@Nullable Verdict broken) {
        if (broken != null && broken.field() != null && broken.rule() != null) {
            throw refused(broken.field(), broken.rule());
        }
    }

    private static Refusal refused(String field, String rule) {
        return new Refusal(HttpStatus.BAD_REQUEST, field, rule);
    }
}
