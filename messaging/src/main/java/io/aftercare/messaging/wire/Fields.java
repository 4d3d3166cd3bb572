package io.aftercare.messaging.wire;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The envelope's fields by name: what this library needs to know of a record, whatever its type.
 */
public final class Fields {

    private Fields() {}

    /** The field's value, or null if the record has no such field. */
    public static @Nullable Object get(SpecificRecord record, String field) {
        Schema.Field found = record.getSchema().getField(field);
        return found == null ? null : record.get(found.pos());
    }

    /** True if records of this schema are facts: counted per key and recorded once. */
    public static boolean isFact(Schema schema) {
        return schema.getField("sequence") != null && schema.getField("recordedAt") != null;
    }
}
