package io.aftercare.followups.known;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a case, in this service's own words.
 *
 * @param personId the customer, null if nobody is known
 * @param cycle the resolution it belongs to, 0 before the first
 * @param sequence its place among the facts of the case
 * @param occurredAt when it happened: rules judge by this
 * @param recordedAt when case-service recorded it
 * @param imported true for history that never messages anybody
 * @param about what the case is about, null if the fact does not say
 */
public record CaseFact(
        UUID caseId,
        @Nullable String personId,
        int cycle,
        long sequence,
        Instant occurredAt,
        Instant recordedAt,
        boolean imported,
        @Nullable About about,
        Body body) {

    /**
     * What a case is about, in the codes of its source.
     *
     * @param kind the name of the kind, as {@code FAULT}
     */
    public record About(String kind, @Nullable String cause, @Nullable String product) {}

    /** What happened. */
    public sealed interface Body {}

    /**
     * @param reference what people in its source call it
     * @param source the system that reports the case
     * @param handling what a machine may say to the customer, as {@code QUIET}
     */
    public record Opened(
            @Nullable String owner,
            @Nullable String team,
            String reference,
            String source,
            String handling)
            implements Body {}

    public record Assigned(@Nullable String owner, @Nullable String team) implements Body {}

    /**
     * @param outcome the name of the outcome, as {@code SOLVED}
     * @param kind the name of what it was about, as {@code FAULT}
     * @param aboutFollowUp true if it was about our following up: nothing follows it up
     * @param handling what a machine may say to the customer, as {@code QUIET}
     * @param source the system that reports the case, null if not said
     */
    public record Resolved(
            String outcome,
            String kind,
            @Nullable String owner,
            @Nullable String team,
            boolean aboutFollowUp,
            String handling,
            @Nullable String source)
            implements Body {}

    /**
     * @param handling what a machine may say to the customer from now on, as {@code QUIET}
     */
    public record Changed(String handling) implements Body {}

    /**
     * What was said of the resolution was wrong from the beginning.
     *
     * @param field the name of what was wrong, as {@code CAUSE}
     * @param before the code that was wrong, null if there was none
     * @param code the right one
     */
    public record Corrected(String field, @Nullable String before, String code) implements Body {}

    /**
     * @param notSolved true if the customer said that it was not solved
     */
    public record Reopened(boolean notSolved) implements Body {}

    /**
     * Exactly one of day and moment is given.
     *
     * @param kind the name of the kind, as {@code RESOLUTION}
     */
    public record Promised(
            UUID promiseId,
            String kind,
            @Nullable LocalDate day,
            @Nullable Instant moment,
            @Nullable String owner)
            implements Body {}

    /**
     * Exactly one of day and moment is given.
     *
     * @param reason the name of the reason, as {@code WEATHER}
     * @param initiative whose wish or fault it was, as {@code CUSTOMER}
     * @param toldAt when the customer was told by phone, null if nobody did
     */
    public record PromiseRevised(
            UUID promiseId,
            @Nullable LocalDate day,
            @Nullable Instant moment,
            String reason,
            String initiative,
            @Nullable Instant toldAt)
            implements Body {}

    public record PromiseKept(UUID promiseId) implements Body {}

    /**
     * @param consent true if the customer agreed
     */
    public record PromiseWithdrawn(UUID promiseId, boolean consent) implements Body {}

    /** The case is not taken up again. */
    public record Closed() implements Body {}

    /**
     * The case goes on in another one, for good.
     *
     * @param into that other one, which this service may not have heard of yet
     */
    public record Merged(UUID into) implements Body {}

    /** Something this service does not follow up. */
    public record Other() implements Body {}
}
