package io.aftercare.stack.process;

import io.aftercare.stack.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A process that never outlives this JVM, not even when this JVM is killed. It runs in a session of
 * its own, so that Ctrl-C reaches only us and we end our children in order.
 */
public final class ChildProcess {
    // A shell leaves a watcher behind and then becomes the program, so the program keeps the
    // shell's pid. The watcher waits for the end of a pipe that closes with our JVM, however it
    // ends. It is orphaned at once (two parentheses): the program must not find a child it does
    // not know. CONT, because a suspended program would not notice any other signal than KILL.
    private static final String LEASH =
            """
            orphaned=$1; shift
            exec 3<&0
            ( { read -r _ <&3; kill -$orphaned $$; kill -CONT $$; } >/dev/null 2>&1 & )
            exec 3<&-
            exec "$@" </dev/null
            """;

    private final Launch launch;
    private final Process process;
    private final long startedAt = System.nanoTime();

    private ChildProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
    }

    /** Starts it and does not wait. */
    public static ChildProcess start(Launch launch) {
        try {
            Trees.delete(launch.temporary());
            Files.createDirectories(launch.temporary());
            Files.createDirectories(launch.log().toAbsolutePath().getParent());
            var builder =
                    new ProcessBuilder(leashed(launch))
                            .directory(launch.directory().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(launch.log().toFile()));
            builder.environment().putAll(launch.environment());
            return new ChildProcess(launch, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + launch.name(), e);
        }
    }

    private static List<String> leashed(Launch launch) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(List.of("/bin/sh", "-c", LEASH, launch.name(), launch.orphaned().name()));
        command.addAll(launch.command());
        return command;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id; also of the program itself, as no wrapper stands between. */
    public long pid() {
        return process.pid();
    }

    /** Completes when it has ended, however. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /**
     * Asks for an orderly end and waits; kills it with its children when `patience` is over.
     *
     * @return whether it was alive and ended in order
     */
    public boolean stop(Duration patience) {
        if (!isAlive()) {
            return false;
        }
        resume();
        launch.stop().send(LongStream.of(process.pid()));
        boolean inOrder = ended(patience);
        if (!inOrder) {
            kill();
        }
        return inOrder;
    }

    /** The end at once, with all children, as `kill -9` does; waits until it is gone. */
    public void kill() {
        // the children first listed, then killed: the orphans of a dead parent are not found
        long[] family = family();
        Signal.KILL.send(LongStream.of(family));
        ended(Duration.ofSeconds(30));
    }

    /** Stops the world of the process and its children: connections stay, nothing answers. */
    public void suspend() {
        Signal.STOP.send(LongStream.of(family()));
    }

    /** The opposite of {@link #suspend()}; no harm if it was not suspended. */
    public void resume() {
        Signal.CONT.send(LongStream.of(family()));
    }

    private long[] family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(ProcessHandle::isAlive)
                .mapToLong(ProcessHandle::pid)
                .toArray();
    }

    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Its death, or its silence, in words, with the end of its log. */
    public PartFailed failure() {
        var seconds = Duration.ofNanos(System.nanoTime() - startedAt).toMillis() / 1000.0;
        var what =
                process.isAlive()
                        ? "does not answer after %.1f s".formatted(seconds)
                        : "ended with exit code %d after %.1f s"
                                .formatted(process.exitValue(), seconds);
        return new PartFailed(
                "%s %s; the end of %s:%n%s"
                        .formatted(launch.name(), what, launch.log(), LogTail.of(launch.log())));
    }
}
