package io.aftercare.messaging.test;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies on a topic.
 *
 * @param content the decoded value; null for a tombstone
 * @param headers as text, the last of each name
 * @param bytes the value as it is; null for a tombstone
 */
public record Sent<T>(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable T content,
        Map<String, String> headers,
        byte @Nullable [] bytes) {

    /** The decoded value. */
    public T value() {
        if (content == null) {
            throw new IllegalStateException("a tombstone has no value");
        }
        return content;
    }
}
