package io.aftercare.stack.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read. */
public final class Private {
    private Private() {}

    /** Writes it whole or not at all, replacing what was there. */
    public static void write(Path file, String text) {
        var owner = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var half = file.resolveSibling(file.getFileName() + ".half");
            Files.deleteIfExists(half);
            Files.createFile(half, PosixFilePermissions.asFileAttribute(owner));
            Files.writeString(half, text);
            Files.move(
                    half,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
