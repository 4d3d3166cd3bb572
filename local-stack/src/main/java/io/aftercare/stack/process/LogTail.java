package io.aftercare.stack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a log file, each indented. */
final class LogTail {
    private static final int LINES = 25;
    private static final int BYTES = 16_384;

    private LogTail() {}

    static String of(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES);
            file.seek(from);
            var bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LINES))
                    .map("    "::concat)
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            return "    (no log: " + unreadable.getMessage() + ")";
        }
    }
}
