package io.aftercare.notifications.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The right, for a while, to send one letter.
 *
 * @param lease when it ends; also tells this claim from a later one
 * @param parts the messages that go in it
 */
record Claim(String recipient, Instant lease, List<Part> parts) {

    /** One message. */
    record Part(String key, UUID caseId, @Nullable String trace) {}

    /** For all of these at once, which are claimed. */
    static Claim of(List<Message> messages) {
        Message first = messages.getFirst();
        return new Claim(
                first.request().recipient(),
                first.lease(),
                messages.stream()
                        .map(Message::request)
                        .map(it -> new Part(it.key(), it.caseId(), it.trace()))
                        .toList());
    }

    List<String> keys() {
        return parts.stream().map(Part::key).toList();
    }

    /** What logs call it. */
    String name() {
        String first = parts.getFirst().key;
        return parts.size() == 1 ? first : first + " and " + (parts.size() - 1) + " more";
    }

    @Nullable String trace() {
        return parts.getFirst().trace;
    }

    List<String> locks() {
        return Stream.concat(
                        Stream.of(recipient),
                        parts.stream().map(part -> "case:" + part.caseId).distinct())
                .toList();
    }
}
