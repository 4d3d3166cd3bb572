package io.aftercare.cases.intake;

import static io.aftercare.cases.intake.TextLimits.contactId;
import static io.aftercare.cases.intake.TextLimits.id;
import static io.aftercare.cases.intake.TextLimits.line;
import static io.aftercare.cases.intake.TextLimits.text;

import io.aftercare.cases.lifecycle.Report;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a report must be like before any case is asked about it. */
final class ReportLimits {

    static final int LONGEST_SOURCE = 50;
    static final int LONGEST_ID = 100;
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 2_000;

    /** Publishers' clocks may differ from ours by so much. */
    private static final Duration AHEAD = Duration.ofMinutes(2);

    /** Earlier dates are taken for a fault of the publisher. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** Further off than this, a due is a slip of the pen. */
    private static final Period FURTHEST_AHEAD = Period.ofYears(5);

    /** Further back than this, nobody means it as a promise recorded late. */
    private static final Period FURTHEST_BACK = Period.ofYears(1);

    private static final ZoneOffset LAST_TO_END_A_DAY = ZoneOffset.ofHours(-12);

    private ReportLimits() {}

    /** The first rule that the report breaks, in the order of its fields; null if none. */
    static @Nullable Verdict broken(Incoming incoming, Instant now) {
        List<Verdict> all = allBroken(incoming, now);
        return all.isEmpty() ? null : all.getFirst();
    }

    /** All of them, in the order of its fields. */
    static List<Verdict> allBroken(Incoming incoming, Instant now) {
        Report report = incoming.report();
        String key = incoming.recordKey();
        return Stream.concat(
                        broken(
                                id("source", report.source(), LONGEST_SOURCE),
                                id("reportId", report.reportId(), LONGEST_ID),
                                id("sourceCaseId", report.sourceCaseId(), LONGEST_ID),
                                key == null || key.equals(report.sourceCaseId())
                                        ? null
                                        : Verdict.refused(
                                                "key", "must be the same as sourceCaseId"),
                                occurred(report.occurredAt(), now)),
                        body(report, now))
                .toList();
    }

    /** True if the instant can be meant seriously. */
    static boolean isSane(Instant at, Instant now) {
        return !at.isBefore(EARLIEST) && !at.isAfter(now.plus(AHEAD));
    }

    private static Stream<Verdict> body(Report report, Instant now) {
        return switch (report.body()) {
            case Report.Opened opened -> opened(opened);
            case Report.Assigned assigned ->
                    broken(
                            assigned.owner() == null && assigned.team() == null
                                    ? Verdict.refused(
                                            "body.owner", "must be given if body.team is not")
                                    : null,
                            contactId("body.owner", assigned.owner()),
                            contactId("body.team", assigned.team()));
            case Report.Promised promised -> promised(promised, report.occurredAt());
            case Report.Changed changed -> changed(changed);
            case Report.PromiseRevised revised -> revised(revised, report.occurredAt(), now);
            case Report.PromiseWithdrawn withdrawn ->
                    broken(id("body.promiseRef", withdrawn.promiseRef(), LONGEST_ID));
            case Report.PromiseKept kept ->
                    broken(id("body.promiseRef", kept.promiseRef(), LONGEST_ID));
            case Report.Resolved resolved ->
                    broken(
                            code("body.outcome", resolved.outcome()),
                            code("body.remedy", resolved.remedy()),
                            text("body.summary", resolved.summary(), LONGEST_TEXT));
            case Report.Reopened reopened ->
                    broken(line("body.reason", reopened.reason(), LONGEST_ID));
            case Report.Closed _ -> Stream.empty();
            case Report.Merged merged -> broken(id("body.into", merged.sourceCaseId(), LONGEST_ID));
        };
    }

    private static Stream<Verdict> opened(Report.Opened opened) {
        return broken(
                contactId("body.personId", opened.personId()),
                code("body.kind", opened.matter().kind()),
                line("body.cause", opened.matter().cause(), LONGEST_ID),
                line("body.product", opened.matter().product(), LONGEST_ID),
                code("body.priority", opened.matter().priority()),
                contactId("body.owner", opened.owner()),
                contactId("body.team", opened.team()),
                line("body.subject", opened.subject(), LONGEST_SUBJECT),
                text("body.wish", opened.wish(), LONGEST_TEXT),
                code("body.handling", opened.matter().handling()));
    }

    private static Stream<Verdict> promised(Report.Promised promised, Instant occurredAt) {
        return broken(
                id("body.promiseRef", promised.promiseRef(), LONGEST_ID),
                code("body.kind", promised.kind()),
                due(promised.due(), occurredAt),
                contactId("body.owner", promised.owner()));
    }

    private static Stream<Verdict> changed(Report.Changed changed) {
        boolean nothing =
                changed.kind() == null
                        && changed.cause() == null
                        && changed.product() == null
                        && changed.priority() == null
                        && changed.handling() == null;
        return broken(
                nothing ? Verdict.refused("body", "must say what changed") : null,
                changed.kind() == null ? null : code("body.kind", changed.kind()),
                line("body.cause", changed.cause(), LONGEST_ID),
                line("body.product", changed.product(), LONGEST_ID),
                changed.priority() == null ? null : code("body.priority", changed.priority()),
                changed.handling() == null ? null : code("body.handling", changed.handling()));
    }

    private static Stream<Verdict> revised(
            Report.PromiseRevised revised, Instant occurredAt, Instant now) {
        return broken(
                id("body.promiseRef", revised.promiseRef(), LONGEST_ID),
                due(revised.due(), occurredAt),
                ahead(revised.due(), occurredAt)
                        ? null
                        : Verdict.refused("body.due", "must be after occurredAt"),
                code("body.reason", revised.reason()),
                code("body.initiative", revised.initiative()),
                revised.toldAt() == null || isSane(revised.toldAt(), now)
                        ? null
                        : Verdict.refused(
                                "body.toldAt", "must be from 2000 to at most 2 minutes ahead"));
    }

    /**
     * A day is ahead as long as it has not ended everywhere: whose day it is, is not known here.
     */
    private static boolean ahead(@Nullable Due due, Instant occurredAt) {
        return switch (due) {
            case null -> false;
            case Due.At(var at) -> at.isAfter(occurredAt);
            case Due.Day(var day) ->
                    !day.isBefore(LocalDate.ofInstant(occurredAt, LAST_TO_END_A_DAY));
        };
    }

    private static @Nullable Verdict occurred(Instant at, Instant now) {
        if (at.isBefore(EARLIEST)) {
            return Verdict.refused("occurredAt", "must not be before the year 2000");
        }
        return isSane(at, now)
                ? null
                : Verdict.refused("occurredAt", "must be at most 2 minutes ahead");
    }

    /** A due date may have passed, even when the promise was made: it is recorded as late. */
    private static @Nullable Verdict due(@Nullable Due due, Instant occurredAt) {
        LocalDate made = LocalDate.ofInstant(occurredAt, ZoneOffset.UTC);
        LocalDate first = made.minus(FURTHEST_BACK);
        LocalDate last = made.plus(FURTHEST_AHEAD);
        return switch (due) {
            case null -> Verdict.refused("body.due", "must be given");
            case Due.Day(var day) -> within(!day.isBefore(first) && !day.isAfter(last));
            // as instants: not every instant has a date
            case Due.At(var at) ->
                    within(!at.isBefore(begin(first)) && at.isBefore(begin(last.plusDays(1))));
        };
    }

    private static @Nullable Verdict within(boolean limits) {
        return limits
                ? null
                : Verdict.refused(
                        "body.due",
                        "must lie within one year before and five years after occurredAt");
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static @Nullable Verdict code(String field, Enum<?> code) {
        return code.name().equals("UNKNOWN")
                ? Verdict.refused(field, "must be a code that is known here")
                : null;
    }

    private static Stream<Verdict> broken(@Nullable Verdict... checks) {
        return Stream.of(checks).flatMap(Stream::ofNullable);
    }
}
