package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Broken;
import io.aftercare.messaging.web.Refusal;
import io.aftercare.schemas.Keys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls to customers, as those who made them report them. */
@RestController
class CallController {

    private static final String KEY = "Idempotency-Key";
    private static final int MOST = 500;

    /** The order of a page. */
    private static final String PAGES = "CALLS_OF_CASE";

    /** Other clocks may be ahead of ours. */
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(2);

    private static final Duration FURTHEST_BACK = Duration.ofDays(366);

    private final RecordingCalls recording;
    private final Calls calls;
    private final Cases cases;
    private final Transactions transactions;
    private final Clock clock;

    CallController(
            RecordingCalls recording,
            Calls calls,
            Cases cases,
            Transactions transactions,
            Clock clock) {
        this.recording = recording;
        this.calls = calls;
        this.cases = cases;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param outcome what came of it
     * @param occurredAt when it was, at most two minutes ahead; now if left out
     * @param by the id of the member of staff who called
     * @param told the promises of the case of whose new date the customer was told; only if they
     *     were reached
     */
    record NewCall(
            @NotNull Call.Outcome outcome,
            @Nullable Instant occurredAt,
            @NotNull String by,
            @Nullable @Size(max = 100) Set<@NotNull UUID> told) {

        /** True if that call was recorded by the same words. */
        boolean matches(Call before) {
            return outcome == before.outcome()
                    && by.equals(before.by())
                    && (occurredAt == null || millis(occurredAt).equals(before.at()))
                    && (told == null ? Set.<UUID>of() : told).equals(before.told());
        }
    }

    /** A call is recorded once with its key: the same request again gets the same answer. */
    @PostMapping("/cases/{caseId}/calls")
    @PreAuthorize("hasRole('AGENT')")
    ResponseEntity<Call> call(
            @PathVariable UUID caseId,
            @RequestHeader(KEY) String key,
            @RequestBody @Valid NewCall body) {
        PromiseController.check(key);
        UUID id = Ids.of("rest-call", caseId, key);
        Instant now = clock.instant();
        Instant at = body.occurredAt == null ? now : millis(body.occurredAt);
        check(body, at, now);
        Set<UUID> told = body.told == null ? Set.of() : Set.copyOf(body.told);
        Call call = new Call(id, caseId, at, now, body.outcome, body.by, told);
        return transactions.holding(keys(caseId), () -> recorded(call, body));
    }

    /** Who calls about a case calls about those that were merged into it. */
    private List<String> keys(UUID caseId) {
        return Stream.concat(
                        Stream.of(caseId),
                        cases.mergedInto(List.of(caseId)).getOrDefault(caseId, Set.of()).stream())
                .map(Keys::ofCase)
                .toList();
    }

    private ResponseEntity<Call> recorded(Call call, NewCall body) {
        Call before = calls.find(call.id());
        if (before != null && !body.matches(before)) {
            throw new Refusal(
                    HttpStatus.CONFLICT, KEY, "must be new: another call was recorded with it");
        }
        if (before != null) {
            return ResponseEntity.ok(before);
        }
        Refused why = recording.record(call);
        if (why != null) {
            boolean unknown = why.field().equals("caseId");
            throw new Refusal(
                    unknown ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST,
                    why.field(),
                    why.rule());
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(call);
    }

    private static void check(NewCall body, Instant at, Instant now) {
        boolean told = body.told != null && !body.told.isEmpty();
        Refusal.ifAny(
                at.isAfter(now.plus(FURTHEST_AHEAD))
                        ? new Broken("occurredAt", "must lie at most two minutes ahead")
                        : null,
                at.isBefore(now.minus(FURTHEST_BACK))
                        ? new Broken("occurredAt", "must lie within one year back")
                        : null,
                Keys.isId(body.by) ? null : new Broken("by", Keys.ID_RULE),
                told && body.outcome != Call.Outcome.REACHED
                        ? new Broken("told", "must not be given unless the customer was reached")
                        : null);
    }

    /** The oldest first. */
    @GetMapping("/cases/{caseId}/calls")
    @PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
    Page calls(
            @PathVariable UUID caseId,
            @RequestParam(defaultValue = "100") @Min(1) @Max(MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (cases.find(caseId) == null) {
            throw new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known");
        }
        Cursor after = cursor == null ? null : Cursor.of(cursor, PAGES);
        if (cursor != null && after == null) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "cursor", "must be one of a page of this list");
        }
        List<Call> found = calls.ofCase(caseId, after, limit + 1);
        boolean more = found.size() > limit;
        List<Call> page = more ? found.subList(0, limit) : found;
        return new Page(page, more, more ? cursor(page.getLast()) : null);
    }

    private static String cursor(Call last) {
        return new Cursor(PAGES, last.at(), last.id()).text();
    }

    /**
     * @param cursor for the page after this one, null if there is none
     */
    record Page(List<Call> calls, boolean more, @Nullable String cursor) {}

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
