package io.aftercare.stack.command;

import io.aftercare.stack.process.Part;
import io.aftercare.stack.process.PartFailed;
import io.aftercare.stack.system.AftercareSystem;
import io.aftercare.stack.system.Settings;
import java.util.function.Consumer;

/** Starts a system that ends with this JVM: in order on Ctrl-C, at once if it was not yet up. */
final class Guard {
    private static final long LOOK_EVERY_MILLIS = 300;

    private final Progress progress;
    private volatile boolean ending;

    Guard(Progress progress) {
        this.progress = progress;
    }

    /** The system, up; from now on Ctrl-C ends it in order. */
    AftercareSystem start(Settings settings) {
        Consumer<String> step = progress::step;
        var system = AftercareSystem.start(settings, step);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(system), "end"));
        return system;
    }

    private synchronized void end(AftercareSystem system) {
        if (!ending) {
            ending = true;
            progress.step("stopping");
            system.close();
            progress.step("stopped");
        }
    }

    /**
     * Watches over its processes until this JVM is told to end.
     *
     * @param look done at each look, several times a second
     * @throws PartFailed when one died by itself; the others are stopped then
     */
    void watch(AftercareSystem system, Runnable look) {
        while (!ending) {
            look.run();
            for (Part part : system.parts()) {
                if (!part.isRunning() && !ending) {
                    var failure = part.failure();
                    end(system);
                    throw failure;
                }
            }
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
