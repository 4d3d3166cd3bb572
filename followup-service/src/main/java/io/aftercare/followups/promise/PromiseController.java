package io.aftercare.followups.promise;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.promise.AcceptingPromises.Outcome;
import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Broken;
import io.aftercare.messaging.web.Refusal;
import io.aftercare.schemas.Keys;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

/** The ledger for people at desks. */
@RestController
class PromiseController {

    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 100;

    /** The order of a page. */
    private static final String PAGES = "MADE_OF_CASE";

    /** Other clocks may be ahead of ours. */
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(2);

    private final AcceptingPromises accepting;
    private final ApplyingReports applying;
    private final AnsweringWarnings answering;
    private final MeetingConditions meeting;
    private final Cases cases;
    private final Promises promises;
    private final Entries entries;
    private final Realisms realisms;
    private final Transactions transactions;
    private final Clock clock;

    PromiseController(
            AcceptingPromises accepting,
            ApplyingReports applying,
            AnsweringWarnings answering,
            MeetingConditions meeting,
            Cases cases,
            Promises promises,
            Entries entries,
            Realisms realisms,
            Transactions transactions,
            Clock clock) {
        this.accepting = accepting;
        this.applying = applying;
        this.answering = answering;
        this.meeting = meeting;
        this.cases = cases;
        this.promises = promises;
        this.entries = entries;
        this.realisms = realisms;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A promise made with a key is made once: the same request again gets the same answer. */
    @PostMapping("/cases/{caseId}/promises")
    @PreAuthorize("hasRole('AGENT')")
    ResponseEntity<PromiseView> make(
            @PathVariable UUID caseId,
            @RequestHeader(KEY) String key,
            @RequestBody @Valid NewPromise body) {
        check(key);
        // the prefix keeps them apart from those of the case's source, which chooses its keys too
        PromiseRequest request = body.request(Ids.of("rest-promise", caseId, key), caseId);
        return switch (transactions.holding(keys(request), () -> accepting.accept(request))) {
            case Outcome.Accepted(Promise promise, boolean before) ->
                    ResponseEntity.status(before ? HttpStatus.OK : HttpStatus.CREATED)
                            .body(view(promise));
            case Outcome.CaseUnknown() ->
                    throw new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known");
            case Outcome.KeyTaken() ->
                    throw new Refusal(
                            HttpStatus.CONFLICT,
                            KEY,
                            "must be new: another promise was made with it");
            case Outcome.Rejected(var refused) ->
                    throw refusal(refused, request.broken(clock.instant()));
        };
    }

    /** What was recorded as the reason, with what else is broken in the same request. */
    private static Refusal refusal(Refused why, List<Refused> all) {
        List<Broken> broken =
                Stream.concat(Stream.of(why), all.stream())
                        .distinct()
                        .map(it -> new Broken(it.field(), it.rule()))
                        .toList();
        return new Refusal(HttpStatus.BAD_REQUEST, broken);
    }

    /** What a customer has to do is said in their words, so they are held as well. */
    private List<String> keys(PromiseRequest request) {
        KnownCase of = request.condition() == null ? null : cases.find(request.caseId());
        String ofCase = Keys.ofCase(request.caseId());
        return of == null || of.personId() == null
                ? List.of(ofCase)
                : List.of(ofCase, Keys.ofPerson(of.personId()));
    }

    @PostMapping("/promises/{id}/kept")
    @PreAuthorize("hasRole('AGENT')")
    PromiseView keep(@PathVariable UUID id, @RequestBody(required = false) @Nullable Kept body) {
        Promise promise = found(id);
        Instant now = clock.instant();
        Instant at = occurredAt(body == null ? null : body.occurredAt(), now);
        return apply(promise, new Promise.Keep(at, now));
    }

    /** The customer did what the promise waited for: from now on it has a date. */
    @PostMapping("/promises/{id}/met")
    @PreAuthorize("hasRole('AGENT')")
    PromiseView meet(@PathVariable UUID id, @RequestBody(required = false) @Nullable Met body) {
        Promise promise = found(id);
        Instant at = occurredAt(body == null ? null : body.occurredAt(), clock.instant());
        return seen(
                promise,
                transactions.holding(
                        Keys.ofCase(promise.terms().caseId()), () -> meeting.meet(id, at)));
    }

    private static Instant occurredAt(@Nullable Instant said, Instant now) {
        Instant at = said == null ? now : millis(said);
        if (at.isAfter(now.plus(FURTHEST_AHEAD))) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "occurredAt", "must lie at most two minutes ahead");
        }
        return at;
    }

    /** A date is given once with its key: the same request again gets the same answer. */
    @PostMapping("/promises/{id}/revisions")
    @PreAuthorize("hasRole('AGENT')")
    ResponseEntity<PromiseView> revise(
            @PathVariable UUID id,
            @RequestHeader(KEY) String key,
            @RequestBody @Valid NewDate body,
            Principal by) {
        check(key);
        Promise promise = found(id);
        RevisionRequest request =
                body.request(Ids.of("rest-revision", id, key), by.getName(), clock.instant());
        Revision before = promise.given(request.id());
        if (before == null) {
            return ResponseEntity.status(HttpStatus.CREATED).body(apply(promise, request));
        }
        if (request.refused() != null || !request.matches(before)) {
            throw new Refusal(
                    HttpStatus.CONFLICT, KEY, "must be new: another date was given with it");
        }
        return ResponseEntity.ok(view(promise));
    }

    /** The promise does not stand any more; nothing more is said of it. */
    @PostMapping("/promises/{id}/withdrawn")
    @PreAuthorize("hasRole('AGENT')")
    PromiseView withdraw(@PathVariable UUID id, @RequestBody @Valid Withdrawn body) {
        Instant now = clock.instant();
        return apply(found(id), new Withdrawal(body.consent(), now, now));
    }

    /** What the owner says to a warning. The newest answer counts, the same again says no more. */
    @PostMapping("/promises/{id}/answers")
    @PreAuthorize("hasRole('AGENT')")
    PromiseView answer(@PathVariable UUID id, @RequestBody @Valid Answered body) {
        Promise promise = found(id);
        return seen(
                promise,
                transactions.holding(
                        Keys.ofCase(promise.terms().caseId()),
                        () -> answering.answer(id, body.answer())));
    }

    private PromiseView apply(Promise promise, Report report) {
        UUID id = promise.terms().id();
        return seen(
                promise,
                transactions.holding(locks(promise, report), () -> applying.apply(id, report)),
                report instanceof RevisionRequest request ? request.broken() : List.of());
    }

    /** Who a note is for is held, too, as they may be erased right now. */
    private static List<String> locks(Promise promise, Report report) {
        String ofCase = Keys.ofCase(promise.terms().caseId());
        String personId = promise.terms().personId();
        boolean hasNote = report instanceof RevisionRequest request && request.note() != null;
        return hasNote && personId != null
                ? List.of(ofCase, Keys.ofPerson(personId))
                : List.of(ofCase);
    }

    private PromiseView seen(Promise promise, @Nullable Refused refused) {
        return seen(promise, refused, List.of());
    }

    private PromiseView seen(Promise promise, @Nullable Refused refused, List<Refused> broken) {
        if (refused == Promise.KEPT_BY_RESOLVING
                || refused != null && refused.field().equals("state")) {
            throw new Refusal(HttpStatus.CONFLICT, refused.field(), refused.rule());
        }
        if (refused != null) {
            throw refusal(refused, broken);
        }
        return view(found(promise.terms().id()));
    }

    static void check(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, KEY, "must have 1 to " + LONGEST_KEY + " characters");
        }
    }

    @GetMapping("/promises/{id}")
    @PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
    PromiseView promise(@PathVariable UUID id) {
        return view(found(id));
    }

    /** Those of a case and of those that were merged into it, the oldest first. */
    @GetMapping("/cases/{caseId}/promises")
    @PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
    Page promises(
            @PathVariable UUID caseId,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (cases.find(caseId) == null) {
            throw new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known");
        }
        Cursor after = cursor == null ? null : Cursor.of(cursor, PAGES);
        if (cursor != null && after == null) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "cursor", "must be one of a page of this list");
        }
        List<UUID> caseIds = new ArrayList<>(List.of(caseId));
        caseIds.addAll(cases.mergedInto(caseIds).getOrDefault(caseId, Set.of()));
        List<Promise> found = promises.page(caseIds, after, limit + 1);
        boolean more = found.size() > limit;
        List<Promise> page = more ? found.subList(0, limit) : found;
        return new Page(
                page.stream().map(this::view).toList(), more, more ? cursor(page.getLast()) : null);
    }

    private static String cursor(Promise last) {
        return new Cursor(PAGES, last.terms().madeAt(), last.terms().id()).text();
    }

    /**
     * @param cursor for the page after this one, null if there is none
     */
    record Page(List<PromiseView> promises, boolean more, @Nullable String cursor) {}

    private Promise found(UUID id) {
        Promise promise = promises.find(id);
        if (promise == null) {
            throw new Refusal(HttpStatus.NOT_FOUND, "id", "must be known");
        }
        return promise;
    }

    private PromiseView view(Promise promise) {
        UUID id = promise.terms().id();
        return PromiseView.of(promise, realisms.ofPromise(id), entries.ofPromise(id));
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * @param dueDay the last day that keeps it, in the customer's zone
     * @param dueAt the last moment that keeps it; exactly one of the two is given
     * @param owner the id of a member of staff; the owner of the case if left out
     * @param condition what the customer has to do first; then there is no date
     */
    record NewPromise(
            @Schema(implementation = Promise.Kind.class, requiredMode = REQUIRED)
                    @Nullable String kind,
            @Nullable LocalDate dueDay,
            @Nullable Instant dueAt,
            @Nullable String owner,
            @Nullable NewCondition condition) {

        PromiseRequest request(UUID id, UUID caseId) {
            Instant moment = dueAt == null ? null : millis(dueAt);
            return new PromiseRequest(
                    id,
                    caseId,
                    kind,
                    dueDay,
                    moment,
                    owner,
                    condition == null
                            ? null
                            : new PromiseRequest.ConditionRequest(
                                    condition.text, condition.days, condition.businessDays));
        }
    }

    /**
     * What the customer has to do before there is a date.
     *
     * @param text in the customer's language, as it was said to them
     * @param days how many days after that it is due, 1 to 365; the day itself does not count
     * @param businessDays or how many days on which the team works; exactly one of the two is given
     */
    record NewCondition(
            @Schema(requiredMode = REQUIRED) @Nullable String text,
            @Nullable Integer days,
            @Nullable Integer businessDays) {}

    /**
     * @param occurredAt when the customer did it, not before it was promised and at most two
     *     minutes ahead; now if left out
     */
    record Met(@Nullable Instant occurredAt) {}

    /**
     * @param dueDay the last day that keeps it, in the customer's zone
     * @param dueAt the last moment that keeps it; exactly one of the two is given
     * @param reason why the date moves, as {@code PARTS_MISSING}
     * @param initiative whose wish or fault it is: {@code US}, {@code CUSTOMER} or {@code
     *     THIRD_PARTY}
     * @param toldAt when the customer was told by phone; a message tells them if left out
     * @param note what the message says besides the reason, in the customer's language: one line of
     *     at most 500 characters
     */
    record NewDate(
            @Nullable LocalDate dueDay,
            @Nullable Instant dueAt,
            @Schema(implementation = Revision.Reason.class, requiredMode = REQUIRED)
                    @Nullable String reason,
            @Schema(implementation = Revision.Initiative.class, requiredMode = REQUIRED)
                    @Nullable String initiative,
            @Nullable Instant toldAt,
            @Nullable String note) {

        RevisionRequest request(UUID id, String by, Instant now) {
            return new RevisionRequest(
                    id,
                    dueDay,
                    dueAt == null ? null : millis(dueAt),
                    reason,
                    initiative,
                    by,
                    toldAt == null ? null : millis(toldAt),
                    note,
                    now,
                    now);
        }
    }

    /**
     * @param occurredAt when it was kept, not before it was made and at most two minutes ahead; now
     *     if left out
     */
    record Kept(@Nullable Instant occurredAt) {}

    /**
     * @param consent true if the customer agreed
     */
    record Withdrawn(@NotNull Boolean consent) {}

    record Answered(@NotNull Watch.Answer answer) {}
}
