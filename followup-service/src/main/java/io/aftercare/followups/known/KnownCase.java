package io.aftercare.followups.known;

import io.aftercare.followups.known.CaseFact.About;
import io.aftercare.followups.known.CaseFact.Assigned;
import io.aftercare.followups.known.CaseFact.Opened;
import io.aftercare.followups.known.CaseFact.Resolved;
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
        long aboutSequence) {

    public static KnownCase of(CaseFact first) {
        return new KnownCase(first.caseId(), null, null, null, 0, 0, null, null, 0).after(first);
    }

    /**
     * What is known after the fact. One that is older than the newest seen changes nothing, but for
     * what a case is called, which never changes and only its opening says, and what it is about,
     * which few facts say: so the newest of those counts.
     */
    public KnownCase after(CaseFact fact) {
        String called = fact.body() instanceof Opened opened ? opened.reference() : reference;
        boolean newAbout = fact.about() != null && fact.sequence() > aboutSequence;
        About of = newAbout ? fact.about() : about;
        long ofSequence = newAbout ? fact.sequence() : aboutSequence;
        if (fact.sequence() <= sequence) {
            return new KnownCase(
                    caseId, personId, owner, team, cycle, sequence, called, of, ofSequence);
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
                ofSequence);
    }

    /** Who answers for the case, null also if the case is not known. */
    public static @Nullable String ownerOf(@Nullable KnownCase known) {
        return known == null ? null : known.owner;
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
