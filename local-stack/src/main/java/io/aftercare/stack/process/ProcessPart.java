package io.aftercare.stack.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A part in a child process of this JVM. */
public final class ProcessPart implements Part {
    private static final Duration TO_ANSWER = Duration.ofMinutes(5);
    private static final Duration TO_STOP = Duration.ofMinutes(1);

    private final Program program;
    // starting takes long, and must not keep others from ending what is being started
    private volatile @Nullable ChildProcess process;

    public ProcessPart(Program program) {
        this.program = program;
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public int port() {
        return program.port();
    }

    @Override
    public boolean isRunning() {
        var current = process;
        return current != null && current.isAlive();
    }

    @Override
    public synchronized void start() {
        var current = process;
        if (current != null && current.isAlive()) {
            current.resume();
        } else {
            current = ChildProcess.start(program.launch());
            process = current;
        }
        var started = current;
        if (!Patience.until(() -> !started.isAlive() || program.answers(), TO_ANSWER)
                || !started.isAlive()) {
            var failure = started.failure();
            started.kill();
            throw failure;
        }
    }

    @Override
    public void stop() {
        var current = process;
        if (current != null && current.stop(TO_STOP)) {
            program.stopped();
        }
    }

    @Override
    public void kill() {
        var current = process;
        if (current != null) {
            current.kill();
        }
    }

    @Override
    public void suspend() {
        var current = process;
        if (current != null) {
            current.suspend();
        }
    }

    @Override
    public PartFailed failure() {
        var current = process;
        return current == null ? new PartFailed(name() + " was never started") : current.failure();
    }
}
