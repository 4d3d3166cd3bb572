package io.aftercare.messaging.inbox;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A decoded record.
 *
 * @param topic the topic it was read from
 * @param key the record's key
 * @param content the value, null for a tombstone; {@link #value} gives it where there is one
 * @param traceparent W3C trace context, if the writer sent one
 */
public record Received<T extends SpecificRecord>(
        String topic, String key, @Nullable T content, @Nullable String traceparent) {

    /** True if the record has no value. */
    public boolean tombstone() {
        return content == null;
    }

    /** The record's value. */
    public T value() {
        if (content == null) {
            throw new IllegalStateException("a tombstone has no value");
        }
        return content;
    }
}
