package io.aftercare.stack.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loaded classes of a server's JVM, kept beside its jars: halves the processor time of a start. The
 * first run that ends in order leaves it for all later ones; without it the server starts all the
 * same.
 */
public final class StartupCache {
    private static final AtomicInteger TRAININGS = new AtomicInteger();

    private final List<String> arguments;
    private final boolean trains;
    private final Path cache;
    private final Path training;

    /**
     * @param name of the server
     * @param trains whether a run without a cache makes one, which takes seconds at its end
     * @param arguments of its JVM, up to the main class; other arguments, another cache
     */
    public StartupCache(String name, boolean trains, List<String> arguments) {
        var kind =
                Integer.toHexString((arguments + System.getProperty("java.vm.version")).hashCode());
        this.arguments = arguments;
        this.trains = trains;
        this.cache = Home.part("%s-%s.aot".formatted(name, kind));
        var run = "%d-%d".formatted(ProcessHandle.current().pid(), TRAININGS.incrementAndGet());
        this.training = Home.part("%s-%s.training-%s".formatted(name, kind, run));
    }

    /** The server's arguments, with the cache if there is one, else perhaps to make one. */
    public List<String> arguments() {
        var all = new ArrayList<String>();
        if (Files.exists(cache)) {
            all.add("-XX:AOTCache=" + cache);
        } else if (trains) {
            all.add("-XX:AOTCacheOutput=" + training);
        }
        all.addAll(arguments);
        return all;
    }

    /** After an orderly end: what this run has made is there for the next. */
    public void keep() {
        try {
            if (Files.exists(training)) {
                Files.move(training, cache);
            }
        } catch (IOException anotherWasFaster) {
            training.toFile().delete();
        } finally {
            Path.of(training + ".config").toFile().delete();
        }
    }
}
