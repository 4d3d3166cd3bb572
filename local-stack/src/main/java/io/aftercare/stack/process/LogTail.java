package io.aftercare.stack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The last lines of a log file, each indented; only what Spring Boot says itself of a failed start,
 * if that is there.
 */
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
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return explained(last).stream().map("    "::concat).collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            return "    (no log: " + unreadable.getMessage() + ")";
        }
    }

    private static List<String> explained(List<String> lines) {
        int from = lines.lastIndexOf("Description:");
        int to = lines.lastIndexOf("Action:");
        if (from < 0 || to < from) {
            return lines;
        }
        return lines.subList(from, lines.size()).stream()
                .filter(line -> !line.isBlank())
                .filter(line -> !line.equals("Description:") && !line.equals("Action:"))
                .toList();
    }
}
