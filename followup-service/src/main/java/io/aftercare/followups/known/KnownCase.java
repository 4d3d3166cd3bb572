package io.aftercare.followups.known;

import io.aftercare.followups.known.CaseFact.Assigned;
import io.aftercare.followups.known.CaseFact.Opened;
import io.aftercare.followups.known.CaseFact.Resolved;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as far as this service knows it.
 *
 * @param owner who answers for it, null if nobody is known
 * @param cycle the newest resolution, 0 before the first
 * @param sequence the newest fact this is based on
 */
public record KnownCase(
        UUID caseId, @Nullable String personId, @Nullable String owner, int cycle, long sequence) {

    public static KnownCase of(CaseFact first) {
        return new KnownCase(first.caseId(), null, null, 0, 0).after(first);
    }

    /** What is known after the fact. One that is older than the newest seen changes nothing. */
    public KnownCase after(CaseFact fact) {
        if (fact.sequence() <= sequence) {
            return this;
        }
        return new KnownCase(
                caseId, fact.personId(), ownerAfter(fact), fact.cycle(), fact.sequence());
    }

    private @Nullable String ownerAfter(CaseFact fact) {
        return switch (fact.body()) {
            case Opened opened -> opened.owner();
            case Assigned assigned -> assigned.owner();
            case Resolved resolved -> resolved.owner();
            default -> owner;
        };
    }
}
