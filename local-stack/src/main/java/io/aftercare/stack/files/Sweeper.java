package io.aftercare.stack.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** Throwaway directories that disappear after this JVM has ended, however it ends. */
public final class Sweeper {
    // A shell that outlives us by a moment: the servers in the directory die when we do, and may
    // still be writing. It reads from a pipe that closes with this JVM.
    private static final String SWEEP =
            """
            trap '' INT TERM HUP
            read -r _
            for _ in 1 2 3 4 5 6 7 8 9 10; do
                sleep 1
                rm -rf "$1" && [ ! -e "$1" ] && exit
            done
            """;

    private Sweeper() {}

    public static Path throwawayDirectory() {
        try {
            Path directory = Files.createTempDirectory("aftercare-");
            new ProcessBuilder("/bin/sh", "-c", SWEEP, "sweeper", directory.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
