package io.aftercare.stack;

import io.aftercare.stack.process.ChildProcess;
import io.aftercare.stack.process.Patience;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A part in a child process of this JVM. */
final class ProcessPart implements Part {
    private static final Duration TO_ANSWER = Duration.ofMinutes(2);
    private static final Duration TO_STOP = Duration.ofMinutes(1);

    private final Program program;
    private @Nullable ChildProcess process;

    ProcessPart(Program program) {
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
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public synchronized void start() {
        if (process != null && process.isAlive()) {
            process.resume();
        } else {
            process = ChildProcess.start(program.launch());
        }
        var started = process;
        if (!Patience.until(() -> !started.isAlive() || program.answers(), TO_ANSWER)
                || !started.isAlive()) {
            var failure = started.failure();
            started.kill();
            throw failure;
        }
    }

    @Override
    public synchronized void stop() {
        if (process != null && process.stop(TO_STOP)) {
            program.stopped();
        }
    }

    @Override
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public synchronized void suspend() {
        if (process != null) {
            process.suspend();
        }
    }
}
