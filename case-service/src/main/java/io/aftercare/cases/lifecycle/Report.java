package io.aftercare.cases.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a case in another system.
 *
 * @param caseId computed from source and source case id
 * @param reportId unique in the source
 * @param imported true for history: counted, never messages anybody
 */
public record Report(
        UUID caseId,
        String source,
        String reportId,
        String sourceCaseId,
        Instant occurredAt,
        boolean imported,
        Body body) {

    /** The order in which the reports of one case are taken. */
    public static final Comparator<Report> IN_ORDER = Comparator.comparing(Report::moment);

    /** Where it stands among the other reports of its case. */
    Moment moment() {
        return new Moment(occurredAt, body.rank(), reportId);
    }

    /** What happened. */
    public sealed interface Body {

        /** The type as publishers name it. */
        default String type() {
            return getClass().getSimpleName();
        }

        /** Reports of one instant are taken in this order. */
        default int rank() {
            return switch (this) {
                case Opened _ -> Opened.RANK;
                case Assigned _ -> Assigned.RANK;
                case Changed _ -> Changed.RANK;
                case Promised _ -> 3;
                case PromiseRevised _ -> PromiseRevised.RANK;
                case PromiseKept _ -> PromiseKept.RANK;
                case PromiseWithdrawn _ -> PromiseWithdrawn.RANK;
                case Resolved _ -> 7;
                case Reopened _ -> Reopened.RANK;
                case Closed _ -> Closed.RANK;
                case Merged _ -> 10;
            };
        }
    }

    /**
     * @param aboutFollowUp true if it is about our following up: nothing follows it up
     */
    public record Opened(
            @Nullable String personId,
            Matter matter,
            @Nullable String owner,
            @Nullable String team,
            @Nullable String subject,
            @Nullable String wish,
            boolean aboutFollowUp)
            implements Body {
        static final int RANK = 0;
    }

    public record Assigned(@Nullable String owner, @Nullable String team) implements Body {
        static final int RANK = 1;
    }

    /**
     * @param promiseId computed from the case and the source's own name for the promise
     */
    public record Promised(
            UUID promiseId,
            String promiseRef,
            PromiseKind kind,
            @Nullable Due due,
            @Nullable String owner)
            implements Body {}

    /**
     * @param toldAt when somebody told the customer by phone
     */
    public record PromiseRevised(
            UUID promiseId,
            String promiseRef,
            @Nullable Due due,
            RevisionReason reason,
            Initiative initiative,
            @Nullable Instant toldAt)
            implements Body {
        static final int RANK = 4;
    }

    public record PromiseKept(UUID promiseId, String promiseRef) implements Body {
        static final int RANK = 5;
    }

    /**
     * @param consent true if the customer agreed
     */
    public record PromiseWithdrawn(UUID promiseId, String promiseRef, boolean consent)
            implements Body {
        static final int RANK = 6;
    }

    /** What the case is about was noted otherwise; what is null stays as it was. */
    public record Changed(
            @Nullable Kind kind,
            @Nullable String cause,
            @Nullable String product,
            @Nullable Priority priority,
            @Nullable Handling handling)
            implements Body {
        static final int RANK = 2;
    }

    public record Resolved(Outcome outcome, Remedy remedy, @Nullable String summary)
            implements Body {}

    public record Reopened(@Nullable String reason) implements Body {
        static final int RANK = 8;
    }

    public record Closed() implements Body {
        static final int RANK = 9;
    }

    /**
     * @param into the case that goes on, computed from this source and {@code sourceCaseId}
     * @param sourceCaseId its id in the source
     */
    public record Merged(UUID into, String sourceCaseId) implements Body {}

    /** What a case is about, and how much a machine may say of it. */
    public record Matter(
            Kind kind,
            @Nullable String cause,
            @Nullable String product,
            Priority priority,
            Handling handling) {}

    /** When a promise is due. */
    public sealed interface Due {

        /** By the end of that day in the customer's zone. */
        record Day(LocalDate day) implements Due {}

        /** At that instant, inclusive. */
        record At(Instant at) implements Due {}
    }

    /** UNKNOWN, here and below, stands for a code of a newer publisher. */
    public enum Kind {
        UNKNOWN,
        COMPLAINT,
        FAULT,
        REQUEST,
        QUESTION
    }

    public enum Priority {
        UNKNOWN,
        LOW,
        NORMAL,
        HIGH
    }

    /** QUIET: no surveys. PERSON_ONLY: nothing automatic to the customer at all. */
    public enum Handling {
        UNKNOWN,
        NORMAL,
        QUIET,
        PERSON_ONLY
    }

    public enum Outcome {
        UNKNOWN,
        SOLVED,
        WORKAROUND,
        DECLINED,
        NO_REPLY,
        WITHDRAWN,
        DUPLICATE,
        SPAM,
        TEST,
        INTERNAL,
        AUTOMATIC
    }

    public enum Remedy {
        UNKNOWN,
        REFUND,
        REPLACEMENT,
        REPAIR,
        COMPENSATION,
        STORE_CREDIT,
        DISCOUNT,
        INFORMATION,
        APOLOGY,
        NONE
    }

    public enum PromiseKind {
        UNKNOWN,
        RESOLUTION,
        CALLBACK,
        UPDATE,
        REFUND,
        DELIVERY,
        VISIT,
        OTHER
    }

    /** Whose wish or fault a new date was. */
    public enum Initiative {
        UNKNOWN,
        US,
        CUSTOMER,
        THIRD_PARTY
    }

    /** Why a promised date moves. */
    public enum RevisionReason {
        UNKNOWN,
        PARTS_MISSING,
        SUPPLIER_LATE,
        MORE_WORK,
        STAFF_MISSING,
        WEATHER,
        CUSTOMER_WISH,
        CUSTOMER_UNREACHABLE,
        WAITING_FOR_CUSTOMER,
        OTHER
    }
}
