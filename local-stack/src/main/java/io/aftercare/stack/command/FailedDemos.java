package io.aftercare.stack.command;

import io.aftercare.stack.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;

/** What demos that failed have left to be looked at, each in a directory named by its process. */
final class FailedDemos {

    private FailedDemos() {}

    /** Those that still run are left alone. */
    static void forgetAllButTheLast(Path demos) {
        for (Path demo : ended(demos).stream().skip(1).toList()) {
            try {
                Trees.delete(demo);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The last one first. */
    private static List<Path> ended(Path demos) {
        if (!Files.isDirectory(demos)) {
            return List.of();
        }
        try (var all = Files.list(demos)) {
            return all.filter(FailedDemos::hasEnded)
                    .sorted(Comparator.comparing(FailedDemos::changed).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasEnded(Path demo) {
        var process = demo.getFileName().toString();
        return process.matches("[0-9]{1,9}") && ProcessHandle.of(Long.parseLong(process)).isEmpty();
    }

    private static FileTime changed(Path demo) {
        try {
            return Files.getLastModifiedTime(demo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
