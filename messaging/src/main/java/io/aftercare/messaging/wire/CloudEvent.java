package io.aftercare.messaging.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record: CloudEvents 1.0 in binary mode and W3C trace context. The envelope in
 * the value is the authority; headers may be absent, but what is present must agree with it.
 */
public final class CloudEvent {

    public static final String CONTENT_TYPE = "application/vnd.confluent.avro";

    private CloudEvent() {}

    /** Writes the headers of a record of ours. */
    public static void write(
            Headers headers,
            String id,
            String type,
            String source,
            Instant time,
            String subject,
            @Nullable String traceparent) {
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", id);
        put(headers, "ce_type", type);
        put(headers, "ce_source", source);
        put(headers, "ce_time", time.toString());
        put(headers, "ce_subject", subject);
        put(headers, "content-type", CONTENT_TYPE);
        if (traceparent != null) {
            put(headers, "traceparent", traceparent);
        }
    }

    /** A header's text, or null if there is none. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The full names of the bodies a reader of this schema knows. */
    public static Set<String> types(Schema schema) {
        Set<String> types = new TreeSet<>();
        Schema.Field body = schema.getField("body");
        if (body == null) {
            types.add(schema.getFullName());
        } else if (body.schema().isUnion()) {
            body.schema().getTypes().forEach(type -> types.add(type.getFullName()));
        } else {
            types.add(body.schema().getFullName());
        }
        return types;
    }

    /**
     * The name of the first header that contradicts the record, or null. Nothing in an envelope can
     * contradict {@code ce_source}; the subject of a fact is its key.
     */
    public static @Nullable String contradiction(
            Headers headers, String key, SpecificRecord record) {
        if (differs(text(headers, "ce_specversion"), "1.0")) {
            return "ce_specversion";
        }
        if (differs(text(headers, "ce_type"), Encoder.type(record))) {
            return "ce_type";
        }
        if (Fields.isFact(record.getSchema()) && differs(text(headers, "ce_subject"), key)) {
            return "ce_subject";
        }
        Object eventId = Fields.get(record, "eventId");
        if (eventId != null && differs(text(headers, "ce_id"), eventId.toString())) {
            return "ce_id";
        }
        Object occurredAt = Fields.get(record, "occurredAt");
        String time = text(headers, "ce_time");
        return occurredAt != null && time != null && !occurredAt.equals(instant(time))
                ? "ce_time"
                : null;
    }

    private static boolean differs(@Nullable String header, String envelope) {
        return header != null && !header.equals(envelope);
    }

    private static @Nullable Instant instant(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
