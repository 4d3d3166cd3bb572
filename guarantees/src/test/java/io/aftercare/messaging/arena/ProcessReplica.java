package io.aftercare.messaging.arena;

import io.aftercare.messaging.tally.KillableClients;
import io.aftercare.messaging.tally.TallyApplication;
import io.aftercare.stack.process.ChildProcess;
import io.aftercare.stack.process.Launch;
import io.aftercare.stack.process.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica in a process of its own, on the real time: it can be killed at any moment. */
public final class ProcessReplica implements Replica {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Each of the JVMs that share the tests counts for itself. */
    private static final String FORK = System.getProperty("surefire.forkNumber", "1");

    private final ChildProcess process;
    private final Path log;

    private ProcessReplica(ChildProcess process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ProcessReplica launch(Arena arena, String... settings) {
        String name = arena.service() + "-process-" + COUNT.incrementAndGet();
        Path directory = Path.of("target", "replicas", FORK).toAbsolutePath();
        Path log = directory.resolve(name + ".log");
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProcessReplica(
                ChildProcess.start(
                        Launch.jvm(name, arguments(arena, settings), Map.of(), directory, log)),
                log);
    }

    private static List<String> arguments(Arena arena, String... settings) {
        List<String> jvm =
                new ArrayList<>(
                        List.of(
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED"));
        List<String> service = new ArrayList<>();
        Surroundings.of(arena).forEach((name, value) -> service.add("--" + name + "=" + value));
        service.add(interceptor("consumer", KillableClients.Consumers.class));
        service.add(interceptor("producer", KillableClients.Producers.class));
        for (String setting : settings) {
            if (setting.startsWith("kill.")) {
                jvm.add("-D" + setting);
            } else {
                service.add("--" + setting);
            }
        }
        jvm.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        TallyApplication.class.getName()));
        jvm.addAll(service);
        return jvm;
    }

    private static String interceptor(String client, Class<?> type) {
        return "--spring.kafka.%s.properties.interceptor.classes=%s"
                .formatted(client, type.getName());
    }

    /** Waits until its messages flow. */
    public void awaitReady() {
        boolean ready =
                Patience.until(
                        () -> !process.isAlive() || log().contains(TallyApplication.READY),
                        PATIENCE);
        if (!ready || !process.isAlive()) {
            throw process.failure();
        }
    }

    /** The end at once, as {@code kill -9}; returns when it is gone. */
    public void kill() {
        process.kill();
    }

    /** Its world stands still: connections stay open and nothing answers. */
    public void suspend() {
        process.suspend();
    }

    public void resume() {
        process.resume();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has died at its kill point, and tells which that was. */
    public String awaitKilled() {
        boolean dead = Patience.until(() -> !process.isAlive(), PATIENCE);
        String point =
                log().lines().filter(line -> line.startsWith("killed at: ")).findFirst().orElse("");
        if (!dead || point.isEmpty()) {
            throw process.failure();
        }
        return point.substring("killed at: ".length());
    }

    /** What it has written so far. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.stop(Duration.ofSeconds(30));
        }
    }
}
