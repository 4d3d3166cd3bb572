package io.aftercare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class's `main` in a JVM of its own, which can be killed. */
public final class OtherJvm implements AutoCloseable {
    private static final String READY = "other JVM is ready";

    private final Process process;

    private OtherJvm(Process process) {
        this.process = process;
    }

    /** Returns when that JVM has called {@link #ready()}. */
    public static OtherJvm running(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Daftercare.home=" + System.getProperty("aftercare.home", ""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new ArrayList<String>();
        BufferedReader reader = process.inputReader();
        for (String line; (line = reader.readLine()) != null && !line.equals(READY); ) {
            said.add(line);
        }
        assertThat(process.isAlive()).as("%s said %s", main, said).isTrue();
        return new OtherJvm(process);
    }

    /** Says in that JVM that it is ready, and stays until killed. */
    public static void ready() throws InterruptedException {
        System.out.println(READY);
        Thread.currentThread().join();
    }

    public long pid() {
        return process.pid();
    }

    /** All its processes. */
    List<ProcessHandle> family() {
        return process.descendants().toList();
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
