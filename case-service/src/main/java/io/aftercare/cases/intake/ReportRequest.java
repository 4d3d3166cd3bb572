package io.aftercare.cases.intake;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.aftercare.cases.lifecycle.Report;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.web.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A report as JSON: the fields of {@code CaseReport}, the body with its {@code type}. Only what is
 * needed to record it is required here; the rest is judged as reports from the topic are.
 */
record ReportRequest(
        @NotNull String source,
        @NotNull String reportId,
        @NotNull String sourceCaseId,
        @NotNull Instant occurredAt,
        @Nullable Boolean imported,
        @NotNull Body body) {

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = OfNoKnownType.class)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Opened.class, name = "Opened"),
        @JsonSubTypes.Type(value = Assigned.class, name = "Assigned"),
        @JsonSubTypes.Type(value = Changed.class, name = "Changed"),
        @JsonSubTypes.Type(value = Promised.class, name = "Promised"),
        @JsonSubTypes.Type(value = PromiseRevised.class, name = "PromiseRevised"),
        @JsonSubTypes.Type(value = PromiseKept.class, name = "PromiseKept"),
        @JsonSubTypes.Type(value = PromiseWithdrawn.class, name = "PromiseWithdrawn"),
        @JsonSubTypes.Type(value = Resolved.class, name = "Resolved"),
        @JsonSubTypes.Type(value = Reopened.class, name = "Reopened"),
        @JsonSubTypes.Type(value = Closed.class, name = "Closed"),
        @JsonSubTypes.Type(value = Merged.class, name = "Merged")
    })
    sealed interface Body {}

    record Opened(
            @Nullable String personId,
            @Schema(implementation = Report.Kind.class) @Nullable String kind,
            @Nullable String cause,
            @Nullable String product,
            @Schema(implementation = Report.Priority.class) @Nullable String priority,
            @Nullable String owner,
            @Nullable String team,
            @Nullable String subject,
            @Nullable String wish,
            @Schema(implementation = Report.Handling.class) @Nullable String handling,
            @Nullable Boolean aboutFollowUp)
            implements Body {}

    record Assigned(@Nullable String owner, @Nullable String team) implements Body {}

    record Promised(
            @Schema(requiredMode = REQUIRED) @Nullable String promiseRef,
            @Schema(implementation = Report.PromiseKind.class) @Nullable String kind,
            @Schema(requiredMode = REQUIRED) @Nullable DueRequest due,
            @Nullable String owner)
            implements Body {}

    /** One of the two. */
    record DueRequest(@Nullable LocalDate day, @Nullable Instant at) {}

    record Changed(
            @Schema(implementation = Report.Kind.class) @Nullable String kind,
            @Nullable String cause,
            @Nullable String product,
            @Schema(implementation = Report.Priority.class) @Nullable String priority,
            @Schema(implementation = Report.Handling.class) @Nullable String handling)
            implements Body {}

    record PromiseRevised(
            @Schema(requiredMode = REQUIRED) @Nullable String promiseRef,
            @Schema(requiredMode = REQUIRED) @Nullable DueRequest due,
            @Schema(implementation = Report.RevisionReason.class, requiredMode = REQUIRED)
                    @Nullable String reason,
            @Schema(implementation = Report.Initiative.class) @Nullable String initiative,
            @Nullable Instant toldAt)
            implements Body {}

    record PromiseKept(@Schema(requiredMode = REQUIRED) @Nullable String promiseRef)
            implements Body {}

    record PromiseWithdrawn(
            @Schema(requiredMode = REQUIRED) @Nullable String promiseRef, @Nullable Boolean consent)
            implements Body {}

    record Resolved(
            @Schema(implementation = Report.Outcome.class, requiredMode = REQUIRED)
                    @Nullable String outcome,
            @Schema(implementation = Report.Remedy.class) @Nullable String remedy,
            @Nullable String summary)
            implements Body {}

    record Reopened(@Nullable String reason) implements Body {}

    record Closed() implements Body {}

    record Merged(@Schema(requiredMode = REQUIRED) @Nullable String into) implements Body {}

    /** A type that is missing or not known, so that the answer can name the field. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OfNoKnownType() implements Body {}

    Report report() {
        UUID caseId = Ids.of(source, sourceCaseId);
        return new Report(
                caseId,
                source,
                reportId,
                sourceCaseId,
                occurredAt.truncatedTo(ChronoUnit.MILLIS),
                Boolean.TRUE.equals(imported),
                body(caseId));
    }

    private Report.Body body(UUID caseId) {
        return switch (body) {
            case Opened opened -> opened(opened);
            case Assigned(var owner, var team) -> new Report.Assigned(owner, team);
            case Promised(var ref, var kind, var due, var owner) ->
                    new Report.Promised(
                            Ids.of(caseId, required(ref)),
                            required(ref),
                            code(kind, Report.PromiseKind.OTHER),
                            due == null ? null : due(due),
                            owner);
            case Changed(var kind, var cause, var product, var priority, var handling) ->
                    new Report.Changed(
                            kind == null ? null : code(kind, Report.Kind.UNKNOWN),
                            cause,
                            product,
                            priority == null ? null : code(priority, Report.Priority.UNKNOWN),
                            handling == null ? null : code(handling, Report.Handling.UNKNOWN));
            case PromiseRevised revised -> revised(revised, caseId);
            case PromiseWithdrawn(var ref, var consent) ->
                    new Report.PromiseWithdrawn(
                            Ids.of(caseId, required(ref)),
                            required(ref),
                            Boolean.TRUE.equals(consent));
            case PromiseKept(var ref) ->
                    new Report.PromiseKept(Ids.of(caseId, required(ref)), required(ref));
            case Resolved(var outcome, var remedy, var summary) ->
                    new Report.Resolved(
                            code(outcome, Report.Outcome.UNKNOWN),
                            code(remedy, Report.Remedy.NONE),
                            summary);
            case Reopened(var reason) -> new Report.Reopened(reason);
            case Closed() -> new Report.Closed();
            case Merged(var into) ->
                    new Report.Merged(Ids.of(source, required(into)), required(into));
            case OfNoKnownType() ->
                    throw new Refusal(
                            HttpStatus.BAD_REQUEST,
                            "body.type",
                            "must be one of Opened, Assigned, Changed, Promised, PromiseRevised,"
                                    + " PromiseKept, PromiseWithdrawn, Resolved, Reopened, Closed,"
                                    + " Merged");
        };
    }

    private static Report.Opened opened(Opened opened) {
        return new Report.Opened(
                opened.personId,
                new Report.Matter(
                        code(opened.kind, Report.Kind.QUESTION),
                        opened.cause,
                        opened.product,
                        code(opened.priority, Report.Priority.NORMAL),
                        code(opened.handling, Report.Handling.NORMAL)),
                opened.owner,
                opened.team,
                opened.subject,
                opened.wish,
                Boolean.TRUE.equals(opened.aboutFollowUp));
    }

    private static Report.PromiseRevised revised(PromiseRevised revised, UUID caseId) {
        DueRequest due = revised.due;
        Instant toldAt = revised.toldAt;
        return new Report.PromiseRevised(
                Ids.of(caseId, required(revised.promiseRef)),
                required(revised.promiseRef),
                due == null ? null : due(due),
                code(revised.reason, Report.RevisionReason.UNKNOWN),
                code(revised.initiative, Report.Initiative.US),
                toldAt == null ? null : toldAt.truncatedTo(ChronoUnit.MILLIS));
    }

    private static @Nullable Due due(DueRequest due) {
        if (due.day != null && due.at != null) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "body.due", "must have either day or at, not both");
        }
        if (due.day != null) {
            return new Due.Day(due.day);
        }
        return due.at == null ? null : new Due.At(due.at.truncatedTo(ChronoUnit.MILLIS));
    }

    /** What is missing is judged as blank. */
    private static String required(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A code that is not known becomes UNKNOWN, as it does when a record is read. */
    private static <E extends Enum<E>> E code(@Nullable String text, E ifMissing) {
        if (text == null) {
            return ifMissing;
        }
        Class<E> type = ifMissing.getDeclaringClass();
        for (E code : type.getEnumConstants()) {
            if (code.name().equals(text)) {
                return code;
            }
        }
        return Enum.valueOf(type, "UNKNOWN");
    }
}
