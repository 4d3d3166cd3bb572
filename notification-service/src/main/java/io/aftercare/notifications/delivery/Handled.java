package io.aftercare.notifications.delivery;

import io.aftercare.notifications.delivery.Recipient.Stance;
import java.util.UUID;

/**
 * What a machine may say to the customer of a case from now on.
 *
 * @param sequence counts up with what this is based on
 */
record Handled(UUID caseId, Stance stance, long sequence) {

    /** Before the case id, in the place of a message's key. */
    static final String KEY = "HANDLING:";
}
