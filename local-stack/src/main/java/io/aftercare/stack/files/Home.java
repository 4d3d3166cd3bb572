package io.aftercare.stack.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this build keeps what the stack runs. */
public final class Home {
    private Home() {}

    /** The root of the source tree: system property `aftercare.home`, else found above here. */
    public static Path directory() {
        var told = System.getProperty("aftercare.home");
        for (Path at = Path.of(told == null ? "" : told).toAbsolutePath();
                at != null;
                at = at.getParent()) {
            if (Files.isDirectory(at.resolve("local-stack/target/parts"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "the stack's parts are not built: run ./mvnw -pl local-stack -am -DskipTests package");
    }

    public static Path part(String name) {
        return directory().resolve("local-stack/target/parts").resolve(name);
    }

    /** The broker's: its main class, its own jars, and ours, among them its clients' natives. */
    public static String brokerClassPath() {
        return "%s:%s:%s"
                .formatted(
                        directory().resolve("local-stack/target/broker-main.jar"),
                        read(part("broker.classpath")),
                        read(part("stack.classpath")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
