package io.aftercare.notifications.delivery;

import io.aftercare.messaging.web.Refusal;
import io.aftercare.notifications.delivery.Message.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows what became of messages: never an address, never a text. */
@RestController
@PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
class MessagesController {

    private final Messages messages;
    private final BadRequests badRequests;

    MessagesController(Messages messages, BadRequests badRequests) {
        this.messages = messages;
        this.badRequests = badRequests;
    }

    /**
     * @param nextAt waiting: when it is looked at again; claimed: when the lease ends
     * @param takenBackTooLateAt when it was taken back after it had been claimed
     */
    record Shown(
            String key,
            UUID caseId,
            int cycle,
            String recipient,
            Purpose purpose,
            State state,
            @Nullable Reason reason,
            int tries,
            Instant notBefore,
            Instant notAfter,
            Instant askedAt,
            @Nullable Instant nextAt,
            @Nullable Instant takenBackTooLateAt,
            @Nullable Instant endedAt) {

        static Shown of(Message message) {
            Request request = message.request();
            Message.Progress progress = message.progress();
            return new Shown(
                    request.key(),
                    request.caseId(),
                    request.cycle(),
                    request.recipient(),
                    request.purpose(),
                    progress.state(),
                    progress.reason(),
                    progress.tries(),
                    request.notBefore(),
                    request.notAfter(),
                    progress.askedAt(),
                    progress.nextAt(),
                    progress.tooLateAt(),
                    progress.endedAt());
        }
    }

    /**
     * @param refused requests about this case that made no sense
     */
    record OfCase(List<Shown> messages, List<BadRequests.Refused> refused) {}

    @GetMapping("/messages/{key}")
    Shown message(@PathVariable String key) {
        Message message = Request.isKey(key) ? messages.load(List.of(key)).get(key) : null;
        if (message == null) {
            throw new Refusal(HttpStatus.NOT_FOUND, "key", "must be known");
        }
        return Shown.of(message);
    }

    /** A case is known here as long as there is something to show. */
    @GetMapping("/cases/{caseId}/messages")
    OfCase ofCase(@PathVariable UUID caseId) {
        List<Shown> shown = messages.ofCase(caseId).stream().map(Shown::of).toList();
        List<BadRequests.Refused> refused = badRequests.ofCase(caseId);
        if (shown.isEmpty() && refused.isEmpty()) {
            throw new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known");
        }
        return new OfCase(shown, refused);
    }
}
