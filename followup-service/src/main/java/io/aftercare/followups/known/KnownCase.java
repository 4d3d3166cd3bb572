package io.aftercare.followups.known;

import io.aftercare.followups.known.CaseFact.About;
import io.aftercare.followups.known.CaseFact.Assigned;
import io.aftercare.followups.known.CaseFact.Changed;
import io.aftercare.followups.known.CaseFact.Merged;
import io.aftercare.followups.known.CaseFact.Opened;
import io.aftercare.followups.known.CaseFact.Resolved;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as far as this service knows it.
 *
 * @param owner who answers for it, null if nobody is known
 * @param team the owner's team, as far as the case says
 * @param cycle the newest resolution, 0 before the first
 * @param sequence the newest fact this is based on
 * @param reference what people in its source call it, as {@code crm A-17}; null if not known
 * @param about what it is about, null if no fact has said that yet
 * @param aboutSequence the newest fact that has said so, 0 before the first
 * @param source the system that reports it, null as long as no fact said so
 * @param handling what a machine may say to the customer, as {@code QUIET}
 * @param merge where it goes on, null if it was not merged
 */
public record KnownCase(
        UUID caseId,
        @Nullable String personId,
        @Nullable String owner,
        @Nullable String team,
        int cycle,
        long sequence,
        @Nullable String reference,
        @Nullable About about,
        long aboutSequence,
        @Nullable String source,
        String handling,
        @Nullable Merge merge) {

    private static final String NORMAL = "NORMAL";

    /** The less a machine may say, the later. */
    private static final List<String> STRICTNESS = List.of(NORMAL, "QUIET", "PERSON_ONLY");

    /**
     * The case goes on in another one.
     *
     * @param at when it was merged
     * @param recordedAt when that was first written down
     */
    public record Merge(UUID into, Instant at, Instant recordedAt) {}

    public static KnownCase of(CaseFact first) {
        return new KnownCase(
                        first.caseId(), null, null, null, 0, 0, null, null, 0, null, NORMAL, null)
                .after(first);
    }

    /**
     * What is known after the fact. One that is older than the newest seen changes nothing, but for
     * what a case is called and who reports it, which never changes and not every fact says, and
     * what it is about, which few facts say: so the newest of those counts. That it was merged is
     * never late, and stays.
     */
    public KnownCase after(CaseFact fact) {
        String called = fact.body() instanceof Opened opened ? opened.reference() : reference;
        boolean newAbout = fact.about() != null && fact.sequence() > aboutSequence;
        About of = newAbout ? fact.about() : about;
        long ofSequence = newAbout ? fact.sequence() : aboutSequence;
        if (fact.sequence() <= sequence) {
            return new KnownCase(
                    caseId,
                    personId,
                    owner,
                    team,
                    cycle,
                    sequence,
                    called,
                    of,
                    ofSequence,
                    reportedBy(fact),
                    handling,
                    mergeAfter(fact));
        }
        return new KnownCase(
                caseId,
                fact.personId(),
                ownerAfter(fact),
                teamAfter(fact),
                fact.cycle(),
                fact.sequence(),
                called,
                of,
                ofSequence,
                reportedBy(fact),
                handlingAfter(fact),
                mergeAfter(fact));
    }

    /** Who answers for the case, null also if the case is not known. */
    public static @Nullable String ownerOf(@Nullable KnownCase known) {
        return known == null ? null : known.owner;
    }

    /** What a machine may say to the customer, the usual if the case is not known. */
    public static String handlingOf(@Nullable KnownCase known) {
        return known == null ? NORMAL : known.handling;
    }

    /** As it answers for one that was merged: a machine says no more than either of them allows. */
    KnownCase inPlaceOf(KnownCase merged) {
        boolean stricter = strictness(merged.handling) > strictness(handling);
        return new KnownCase(
                caseId,
                personId,
                owner,
                team,
                cycle,
                sequence,
                reference,
                about,
                aboutSequence,
                source,
                stricter ? merged.handling : handling,
                merge);
    }

    /** What is not understood is taken as the strictest. */
    private static int strictness(String handling) {
        int known = STRICTNESS.indexOf(handling);
        return known < 0 ? STRICTNESS.size() : known;
    }

    /**
     * True if a machine may say less, or more, about it or those that go on in it.
     *
     * @param before as it was known, null if it was not
     */
    boolean isHandledOtherwiseThan(@Nullable KnownCase before) {
        return !handling.equals(handlingOf(before))
                || !Objects.equals(merge, before == null ? null : before.merge);
    }

    private @Nullable Merge mergeAfter(CaseFact fact) {
        return merge == null && fact.body() instanceof Merged(UUID into)
                ? new Merge(into, fact.occurredAt(), fact.recordedAt())
                : merge;
    }

    private @Nullable String reportedBy(CaseFact fact) {
        return switch (fact.body()) {
            case Opened opened -> opened.source();
            case Resolved resolved when resolved.source() != null -> resolved.source();
            default -> source;
        };
    }

    private String handlingAfter(CaseFact fact) {
        return switch (fact.body()) {
            case Opened opened -> opened.handling();
            case Changed changed -> changed.handling();
            case Resolved resolved -> resolved.handling();
            default -> handling;
        };
    }

    private @Nullable String ownerAfter(CaseFact fact) {
        return switch (fact.body()) {
            case Opened opened -> opened.owner();
            case Assigned assigned -> assigned.owner();
            case Resolved resolved -> resolved.owner();
            default -> owner;
        };
    }

    private @Nullable String teamAfter(CaseFact fact) {
        return switch (fact.body()) {
            case Opened opened -> opened.team();
            case Assigned assigned -> assigned.team();
            case Resolved resolved -> resolved.team();
            default -> team;
        };
    }
}
