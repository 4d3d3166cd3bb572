package io.aftercare.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/**
 * The schema of each topic as the registry knows it: the IDL's own. It is on the class path as
 * {@code avro/<topic>.avsc}. The {@code SCHEMA$} of a generated class is another one to the
 * registry, as it carries {@code avro.java.string}; bytes written with either are the same.
 */
public final class Schemas {

    private Schemas() {}

    /**
     * The schema of a topic's values.
     *
     * @param topic one of {@link Topics#names()}
     * @throws IllegalArgumentException if the topic has no schema
     */
    public static Schema of(String topic) {
        String resource = "avro/" + topic + ".avsc";
        try (InputStream json = Schemas.class.getClassLoader().getResourceAsStream(resource)) {
            if (json == null) {
                throw new IllegalArgumentException("No schema for topic " + topic);
            }
            return new Schema.Parser().parse(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + resource, e);
        }
    }
}
