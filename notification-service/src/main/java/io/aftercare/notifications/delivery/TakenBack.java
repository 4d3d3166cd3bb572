package io.aftercare.notifications.delivery;

import io.aftercare.schemas.Keys;
import java.util.UUID;

/** A message that is not wanted any more, whether it was asked for already or not. */
record TakenBack(String key, String recipient, UUID caseId) {

    boolean isAbout(Request request) {
        return request.key().equals(key)
                && request.recipient().equals(recipient)
                && request.caseId().equals(caseId);
    }

    boolean isWellFormed() {
        return Request.isKey(key) && Keys.isRecipient(recipient);
    }
}
