package io.aftercare.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to start and how to end it.
 *
 * @param name how people call it, also in messages about its death
 * @param command program and arguments
 * @param environment added to this JVM's own
 * @param directory where it runs; made if missing
 * @param log takes its output and errors, appended
 * @param stop the signal that asks for an orderly end
 * @param orphaned the signal it gets when this JVM is gone
 */
public record Launch(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        Signal stop,
        Signal orphaned) {

    /** A JVM: ends in order on TERM, at once when orphaned. */
    public static Launch jvm(
            String name,
            List<String> arguments,
            Map<String, String> environment,
            Path directory,
            Path log) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary(directory, name));
        command.addAll(arguments);
        return new Launch(name, command, environment, directory, log, Signal.TERM, Signal.KILL);
    }

    /**
     * Takes what it needs for a while; empty at each start, as one that is killed leaves things.
     */
    Path temporary() {
        return temporary(directory, name);
    }

    private static Path temporary(Path directory, String name) {
        return directory.resolve(name + "-tmp");
    }
}
