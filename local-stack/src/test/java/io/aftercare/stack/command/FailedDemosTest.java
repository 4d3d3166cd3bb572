package io.aftercare.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedDemosTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    /** Above the highest that Linux gives. */
    private static final long NOBODY = 5_000_000;

    @TempDir Path demos;

    @Test
    void onlyTheLastFailedOneIsKeptAndWhatRunsIsLeftAlone() throws IOException {
        Path first = demo(NOBODY + 2, NOON);
        Path last = demo(NOBODY + 1, NOON.plusSeconds(60));
        Path second = demo(NOBODY + 3, NOON.plusSeconds(30));
        Path running = demo(ProcessHandle.current().pid(), NOON.minusSeconds(60));
        Path mine = Files.createDirectory(demos.resolve("mine"));

        FailedDemos.forgetAllButTheLast(demos);

        assertThat(last.resolve("logs/broker.log")).exists();
        assertThat(running).exists();
        assertThat(mine).exists();
        assertThat(first).doesNotExist();
        assertThat(second).doesNotExist();
    }

    @Test
    void beforeTheFirstDemoNothingIsToBeForgotten() {
        FailedDemos.forgetAllButTheLast(demos.resolve("none"));

        assertThat(demos).isEmptyDirectory();
    }

    private Path demo(long process, Instant at) throws IOException {
        Path demo = demos.resolve("" + process);
        Files.createDirectories(demo.resolve("logs"));
        Files.writeString(demo.resolve("logs/broker.log"), "out of paper");
        return Files.setLastModifiedTime(demo, FileTime.from(at));
    }
}
