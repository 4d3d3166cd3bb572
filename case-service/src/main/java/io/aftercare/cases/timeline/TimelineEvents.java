package io.aftercare.cases.timeline;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fact of any service as a line of the timeline, by the envelope that all facts share. By
 * design facts carry no free text and no address, so every plain field of the body is taken over.
 */
public final class TimelineEvents {

    private TimelineEvents() {}

    public static Entry entry(String topic, Object published) {
        SpecificRecord fact = (SpecificRecord) published;
        SpecificRecord body = (SpecificRecord) field(fact, "body");
        return new Entry(
                (UUID) field(fact, "caseId"),
                (UUID) field(fact, "eventId"),
                topic,
                body.getSchema().getName(),
                (Integer) field(fact, "cycle"),
                (Instant) field(fact, "occurredAt"),
                (Instant) field(fact, "recordedAt"),
                codes(body));
    }

    private static Object field(SpecificRecord fact, String name) {
        return Objects.requireNonNull(fact.get(fact.getSchema().getField(name).pos()), name);
    }

    private static Map<String, Object> codes(SpecificRecord record) {
        Map<String, Object> codes = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object code = code(record.get(field.pos()));
            if (code != null) {
                codes.put(field.name(), code);
            }
        }
        return codes;
    }

    private static @Nullable Object code(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean truth -> truth;
            case SpecificRecord nested -> codes(nested);
            // PostgreSQL's jsonb takes any character but this one
            default -> value.toString().replace("\0", "");
        };
    }
}
