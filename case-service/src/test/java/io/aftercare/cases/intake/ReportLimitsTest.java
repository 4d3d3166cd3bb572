package io.aftercare.cases.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.lifecycle.Report;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Report.Handling;
import io.aftercare.cases.lifecycle.Report.Initiative;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Opened;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.Priority;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.cases.lifecycle.Report.Promised;
import io.aftercare.cases.lifecycle.Report.Remedy;
import io.aftercare.cases.lifecycle.Report.Resolved;
import io.aftercare.cases.lifecycle.Report.RevisionReason;
import io.aftercare.cases.lifecycle.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class ReportLimitsTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UUID ID = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000001");
    private static final Due IN_TIME = new Due.At(NOON.plusSeconds(60));
    private static final RevisionReason REASON = RevisionReason.PARTS_MISSING;
    private static final Resolved SOLVED = new Resolved(Outcome.SOLVED, Remedy.NONE, null);

    @Test
    void findsNothingWrongWithASoundReport() {
        assertThat(brokenField(opened(null, "One line", "Several\nlines\twith tabs"))).isNull();
    }

    @Test
    void takesAnOwnerOrATeamAlone() {
        assertThat(brokenField(report(NOON, new Report.Assigned("kari", null)))).isNull();
        assertThat(brokenField(report(NOON, new Report.Assigned(null, "support")))).isNull();
    }

    @Test
    void takesAnInstantTwoMinutesAheadAndNoMore() {
        assertThat(brokenField(report(NOON.plusSeconds(120), SOLVED))).isNull();
        assertThat(brokenField(report(NOON.plusMillis(120_001), SOLVED))).isEqualTo("occurredAt");
    }

    @Test
    void takesNothingFromBeforeTheYear2000() {
        Instant first = Instant.parse("2000-01-01T00:00:00Z");

        assertThat(brokenField(report(first, SOLVED))).isNull();
        assertThat(brokenField(report(first.minusMillis(1), SOLVED))).isEqualTo("occurredAt");
        assertThat(brokenField(report(Instant.ofEpochMilli(Long.MIN_VALUE), SOLVED)))
                .isEqualTo("occurredAt");
        assertThat(brokenField(report(Instant.ofEpochMilli(Long.MAX_VALUE), SOLVED)))
                .isEqualTo("occurredAt");
    }

    @Test
    void wantsTheRecordKeyToBeTheSourceCaseId() {
        Report report = report(NOON, SOLVED);

        assertThat(brokenField(new Incoming(report, "4711", null))).isNull();
        assertThat(brokenField(new Incoming(report, "4712", null))).isEqualTo("key");
    }

    @Test
    void countsCharactersNotTheirUnits() {
        assertThat(brokenField(opened(null, "😀".repeat(200), null))).isNull();
        assertThat(brokenField(opened(null, "😀".repeat(201), null))).isEqualTo("body.subject");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("source", from("", "r", "4711")),
                Arguments.of("source", from("s".repeat(51), "r", "4711")),
                Arguments.of("reportId", from("crm", " ", "4711")),
                Arguments.of("reportId", from("crm", "r".repeat(101), "4711")),
                Arguments.of("sourceCaseId", from("crm", "r", "47\u001F11")),
                Arguments.of("sourceCaseId", from("crm", "r", "47\n11")),
                Arguments.of("body.personId", opened("", null, null)),
                Arguments.of("body.personId", opened("p\u0000", null, null)),
                Arguments.of("body.personId", opened("kunde 7", null, null)),
                Arguments.of("body.personId", opened("åse", null, null)),
                Arguments.of("body.personId", opened("p".repeat(101), null, null)),
                Arguments.of("body.owner", report(NOON, new Report.Assigned("Kari N", null))),
                Arguments.of("body.team", report(NOON, new Report.Assigned("kari", " "))),
                Arguments.of("body.owner", report(NOON, new Report.Assigned(null, null))),
                Arguments.of("body.subject", opened("p1", "two\nlines", null)),
                Arguments.of("body.wish", opened("p1", null, "half \uD800 a pair")),
                Arguments.of("body.wish", opened("p1", null, "w".repeat(2001))),
                Arguments.of(
                        "body.kind",
                        report(
                                NOON,
                                new Opened(
                                        null,
                                        new Matter(
                                                Kind.UNKNOWN,
                                                null,
                                                null,
                                                Priority.LOW,
                                                Handling.NORMAL),
                                        null,
                                        null,
                                        null,
                                        null,
                                        false))),
                Arguments.of(
                        "body.outcome",
                        report(NOON, new Resolved(Outcome.UNKNOWN, Remedy.NONE, null))),
                Arguments.of(
                        "body.remedy",
                        report(NOON, new Resolved(Outcome.SOLVED, Remedy.UNKNOWN, null))),
                Arguments.of("body.owner", report(NOON, new Report.Assigned("\t", null))),
                Arguments.of("body.reason", report(NOON, new Report.Reopened("r".repeat(101)))),
                Arguments.of("body.promiseRef", promised("", new Due.At(NOON))),
                Arguments.of("body.due", promised("p", null)),
                Arguments.of("body.due", promised("p", new Due.At(Instant.MAX))),
                Arguments.of("body.due", promised("p", new Due.At(Instant.MIN))),
                Arguments.of("body.due", promised("p", new Due.Day(LocalDate.MAX))),
                Arguments.of("body.kind", promised(PromiseKind.UNKNOWN)),
                Arguments.of("body.promiseRef", revised("", IN_TIME, REASON, Initiative.US, null)),
                Arguments.of("body.due", revised("p", null, REASON, Initiative.US, null)),
                Arguments.of(
                        "body.due", revised("p", day("2031-03-03"), REASON, Initiative.US, null)),
                Arguments.of(
                        "body.reason",
                        revised("p", IN_TIME, RevisionReason.UNKNOWN, Initiative.US, null)),
                Arguments.of(
                        "body.initiative", revised("p", IN_TIME, REASON, Initiative.UNKNOWN, null)),
                Arguments.of(
                        "body.toldAt",
                        revised("p", IN_TIME, REASON, Initiative.US, NOON.plusMillis(120_001))),
                Arguments.of(
                        "body.toldAt", revised("p", IN_TIME, REASON, Initiative.US, Instant.MIN)),
                Arguments.of(
                        "body.promiseRef",
                        report(NOON, new Report.PromiseWithdrawn(ID, " ", false))),
                Arguments.of(
                        "body", report(NOON, new Report.Changed(null, null, null, null, null))),
                Arguments.of(
                        "body.kind",
                        report(NOON, new Report.Changed(Kind.UNKNOWN, null, null, null, null))),
                Arguments.of(
                        "body.cause",
                        report(NOON, new Report.Changed(null, "a\nb", null, null, null))),
                Arguments.of(
                        "body.product",
                        report(NOON, new Report.Changed(null, null, "p".repeat(101), null, null))),
                Arguments.of(
                        "body.priority",
                        report(NOON, new Report.Changed(null, null, null, Priority.UNKNOWN, null))),
                Arguments.of("body.into", report(NOON, new Report.Merged(ID, ""))),
                Arguments.of("body.into", report(NOON, new Report.Merged(ID, "4".repeat(101)))));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void namesTheFieldThatBreaksARule(String field, Report report) {
        assertThat(brokenField(report)).isEqualTo(field);
    }

    @Test
    void takesDuesFromOneYearBackToFiveYearsAhead() {
        Instant first = Instant.parse("2025-03-02T00:00:00Z");
        Instant last = Instant.parse("2031-03-02T23:59:59.999Z");

        assertThat(brokenField(promised("p", new Due.At(first)))).isNull();
        assertThat(brokenField(promised("p", new Due.At(first.minusMillis(1)))))
                .isEqualTo("body.due");
        assertThat(brokenField(promised("p", new Due.At(last)))).isNull();
        assertThat(brokenField(promised("p", new Due.At(last.plusMillis(1)))))
                .isEqualTo("body.due");
        assertThat(brokenField(promised("p", day("2025-03-02")))).isNull();
        assertThat(brokenField(promised("p", day("2025-03-01")))).isEqualTo("body.due");
        assertThat(brokenField(promised("p", day("2031-03-02")))).isNull();
        assertThat(brokenField(promised("p", day("2031-03-03")))).isEqualTo("body.due");
    }

    @ParameterizedTest
    @EnumSource(value = PromiseKind.class, mode = Mode.EXCLUDE, names = "UNKNOWN")
    void takesPromisesOfEveryKind(PromiseKind kind) {
        assertThat(brokenField(promised(kind))).isNull();
    }

    @Test
    void wantsTheNewDateAfterTheRevision() {
        assertThat(brokenField(revised(new Due.At(NOON.plusMillis(1))))).isNull();
        assertThat(brokenField(revised(new Due.At(NOON)))).isEqualTo("body.due");
        // noon in UTC: the day before has just ended everywhere
        assertThat(brokenField(revised(day("2026-03-02")))).isNull();
        assertThat(brokenField(revised(day("2026-03-01")))).isEqualTo("body.due");
    }

    @Test
    void findsNothingWrongWithTheOtherReports() {
        assertThat(brokenField(report(NOON, new Report.Closed()))).isNull();
        assertThat(brokenField(report(NOON, new Report.Merged(ID, "4712")))).isNull();
        assertThat(brokenField(report(NOON, new Report.PromiseWithdrawn(ID, "p", true)))).isNull();
        assertThat(
                        brokenField(
                                report(
                                        NOON,
                                        new Report.Changed(null, null, null, Priority.LOW, null))))
                .isNull();
        assertThat(brokenField(revised("p", IN_TIME, REASON, Initiative.CUSTOMER, NOON))).isNull();
    }

    @Test
    void givesAnIdThatCannotBeStoredAStandInOfItsOwn() {
        ReportKey tooLong = ReportKey.of("crm", "r".repeat(101));
        ReportKey longer = ReportKey.of("crm", "r".repeat(102));

        assertThat(tooLong.reportId())
                .hasSizeLessThanOrEqualTo(100)
                .isNotEqualTo(longer.reportId());
        assertThat(tooLong).isEqualTo(ReportKey.of("crm", "r".repeat(101)));
        assertThat(ReportKey.of("c\u0000", "\uD800").source()).doesNotContain("\u0000");
        assertThat(ReportKey.of("crm", "r1")).isEqualTo(new ReportKey("crm", "r1"));
    }

    private static @Nullable String brokenField(Report report) {
        return brokenField(new Incoming(report, null, null));
    }

    private static @Nullable String brokenField(Incoming incoming) {
        Verdict broken = ReportLimits.broken(incoming, NOON);
        return broken == null ? null : broken.field();
    }

    private static Report report(Instant occurredAt, Report.Body body) {
        return new Report(ID, "crm", "r1", "4711", occurredAt, false, body);
    }

    private static Report from(String source, String reportId, String sourceCaseId) {
        return new Report(ID, source, reportId, sourceCaseId, NOON, false, SOLVED);
    }

    private static Report opened(
            @Nullable String person, @Nullable String subject, @Nullable String wish) {
        Matter matter = new Matter(Kind.FAULT, "line", "fibre", Priority.HIGH, Handling.NORMAL);
        return report(NOON, new Opened(person, matter, "kari", null, subject, wish, false));
    }

    private static Report revised(Due due) {
        return revised("p", due, REASON, Initiative.US, null);
    }

    private static Report revised(
            String ref,
            @Nullable Due due,
            RevisionReason reason,
            Initiative initiative,
            @Nullable Instant toldAt) {
        return report(NOON, new Report.PromiseRevised(ID, ref, due, reason, initiative, toldAt));
    }

    private static Due day(String day) {
        return new Due.Day(LocalDate.parse(day));
    }

    private static Report promised(PromiseKind kind) {
        return report(NOON, new Promised(ID, "p", kind, new Due.At(NOON), null));
    }

    private static Report promised(String ref, @Nullable Due due) {
        return report(NOON, new Promised(ID, ref, PromiseKind.OTHER, due, null));
    }
}
