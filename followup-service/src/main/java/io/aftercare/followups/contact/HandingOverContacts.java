package io.aftercare.followups.contact;

import java.util.Collection;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Has customers who are still to be asked be asked in the name of who is there to answer. */
@Component
public class HandingOverContacts {

    private final Contacts contacts;

    HandingOverContacts(Contacts contacts) {
        this.contacts = contacts;
    }

    /**
     * The transaction holds the cases.
     *
     * @return how many are asked in another name now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int move(String from, Collection<UUID> caseIds, String to) {
        return contacts.handOver(from, caseIds, to);
    }
}
