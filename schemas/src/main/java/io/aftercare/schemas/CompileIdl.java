package io.aftercare.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/**
 * A step of this module's build: turns the IDL of each topic into the one self-contained schema
 * that is registered, as the resource {@code avro/<topic>.avsc}. Who needs only a schema then needs
 * neither the IDL reader nor the generated classes.
 */
final class CompileIdl {

    private CompileIdl() {}

    /** Arguments: the directory of the IDL, the directory to write to. */
    public static void main(String[] arguments) throws IOException {
        compile(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    private static void compile(Path idl, Path target) throws IOException {
        Files.createDirectories(target);
        for (String topic : Topics.names()) {
            Files.writeString(
                    target.resolve(topic + ".avsc"),
                    mainSchema(idl.resolve(topic + ".avdl")).toString(true) + "\n");
        }
    }

    /** The schema that the file names as its main one, with everything it refers to inside. */
    static Schema mainSchema(Path idl) throws IOException {
        Schema schema = new IdlReader().parse(idl).getMainSchema();
        if (schema == null) {
            throw new IOException(idl + " names no main schema: it needs a line `schema <name>;`");
        }
        return schema;
    }
}
