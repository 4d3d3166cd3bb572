package io.aftercare.followups.lists;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Assigned;
import io.aftercare.followups.known.CaseFact.Opened;
import io.aftercare.followups.known.CaseFact.Resolved;
import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.Succession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets promises be on the lists of who answers for their cases. */
@Component
public class FollowingOwners {

    private final Cases cases;
    private final Listings listings;

    FollowingOwners(Cases cases, Listings listings) {
        this.cases = cases;
        this.listings = listings;
    }

    /** The cases must be known as they are after the facts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Set<UUID> handedOver = new HashSet<>();
        for (CaseFact fact : facts) {
            switch (fact.body()) {
                case Opened _, Assigned _, Resolved _ -> handedOver.add(fact.caseId());
                default -> {} // in the same hands as before
            }
        }
        follow(handedOver);
    }

    /**
     * Who answers for a case that was merged is who does for the one in which it goes on.
     *
     * @param caseIds this transaction holds them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(Collection<UUID> caseIds) {
        if (!caseIds.isEmpty()) {
            Succession succession = cases.succession(caseIds);
            List<Listings.Hands> hands = new ArrayList<>();
            for (UUID caseId : caseIds) {
                KnownCase of = succession.answering(caseId);
                if (of != null) {
                    hands.add(new Listings.Hands(caseId, of.owner(), of.team()));
                }
            }
            listings.follow(hands);
        }
    }
}
