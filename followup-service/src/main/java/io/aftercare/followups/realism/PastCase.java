package io.aftercare.followups.realism;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Closed;
import io.aftercare.followups.known.CaseFact.Corrected;
import io.aftercare.followups.known.CaseFact.Opened;
import io.aftercare.followups.known.CaseFact.Reopened;
import io.aftercare.followups.known.CaseFact.Resolved;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case that says how long such cases take. Its facts may come in any order and
 * lead to the same.
 *
 * @param openedAt null as long as that has not been heard of
 * @param matter by the newest fact that says it
 * @param matterSequence that fact's, 0 if there is none
 * @param resolution the newest one, null if there is none
 * @param reopenedCycle the newest cycle that ended, 0 if none has
 * @param counted as what it was counted last, null if it was not
 */
record PastCase(
        UUID caseId,
        @Nullable Instant openedAt,
        Matter matter,
        long matterSequence,
        @Nullable Resolution resolution,
        int reopenedCycle,
        boolean closed,
        @Nullable Counted counted) {

    /** Outcomes after which somebody had done something for the customer, or said why not. */
    private static final Set<String> TELLING = Set.of("SOLVED", "WORKAROUND", "DECLINED");

    /**
     * @param matter what the case was about then: what is noted later does not rewrite it
     * @param tells false if its outcome says nothing of how long a case takes
     */
    record Resolution(int cycle, Instant at, Matter matter, boolean tells) {

        /** As it would be if it had never been said wrong. */
        Resolution corrected(Corrected by) {
            return switch (by.field()) {
                case "CAUSE" ->
                        new Resolution(cycle, at, new Matter(by.code(), matter.product()), tells);
                case "PRODUCT" ->
                        new Resolution(cycle, at, new Matter(matter.cause(), by.code()), tells);
                case "OUTCOME" -> new Resolution(cycle, at, matter, TELLING.contains(by.code()));
                default -> this;
            };
        }
    }

    /**
     * Exactly one of span and since is given.
     *
     * @param span the bucket of how long it took, if it is resolved
     * @param since the day on which it was opened, if it is still open
     */
    record Counted(Matter matter, @Nullable Integer span, @Nullable LocalDate since) {}

    static PastCase unknown(UUID caseId) {
        return new PastCase(caseId, null, Matter.ALL, 0, null, 0, false, null);
    }

    /** True if the fact says something of this. */
    static boolean concerns(CaseFact fact) {
        return fact.about() != null
                || fact.body() instanceof Reopened
                || fact.body() instanceof Corrected
                || fact.body() instanceof Closed;
    }

    PastCase after(CaseFact fact) {
        boolean newer = fact.about() != null && fact.sequence() > matterSequence;
        return new PastCase(
                caseId,
                fact.body() instanceof Opened ? fact.occurredAt() : openedAt,
                newer ? Matter.of(fact.about()) : matter,
                newer ? fact.sequence() : matterSequence,
                resolutionAfter(fact),
                fact.body() instanceof Reopened
                        ? Math.max(reopenedCycle, fact.cycle())
                        : reopenedCycle,
                closed || fact.body() instanceof Closed,
                counted);
    }

    private @Nullable Resolution resolutionAfter(CaseFact fact) {
        return switch (fact.body()) {
            case Resolved resolved -> newest(fact, resolved);
            case Corrected by when resolution != null && resolution.cycle == fact.cycle() ->
                    resolution.corrected(by);
            default -> resolution;
        };
    }

    private @Nullable Resolution newest(CaseFact fact, Resolved resolved) {
        return resolution != null && resolution.cycle >= fact.cycle()
                ? resolution
                : new Resolution(
                        fact.cycle(),
                        fact.occurredAt(),
                        Matter.of(fact.about()),
                        TELLING.contains(resolved.outcome()));
    }

    /**
     * As what it counts: by the resolution that stands, as one that was denied resolved nothing; as
     * open until then. One that was closed without counts for nothing.
     */
    PastCase count(WorkingTime time) {
        return new PastCase(
                caseId,
                openedAt,
                matter,
                matterSequence,
                resolution,
                reopenedCycle,
                closed,
                counts(time));
    }

    private @Nullable Counted counts(WorkingTime time) {
        if (openedAt == null) {
            return null;
        }
        if (resolution != null && resolution.cycle > reopenedCycle) {
            return resolution.tells
                    ? new Counted(
                            resolution.matter,
                            Buckets.of(time.between(openedAt, resolution.at)),
                            null)
                    : null;
        }
        return closed ? null : new Counted(matter, null, time.day(openedAt));
    }
}
