package io.aftercare.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Of the signals of POSIX, those in use here. */
public enum Signal {
    INT,
    TERM,
    QUIT,
    KILL,
    STOP,
    CONT;

    /** Sends it to each process; one that is gone already is no error. */
    void send(LongStream pids) {
        List<String> targets = pids.mapToObj(Long::toString).toList();
        if (targets.isEmpty()) {
            return;
        }
        // the shell's own `kill`: the program of that name is not everywhere
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill \"$@\"", "sh", "-" + name()));
        command.addAll(targets);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
