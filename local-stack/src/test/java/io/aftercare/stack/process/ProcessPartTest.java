package io.aftercare.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessPartTest {
    @TempDir Path directory;

    private @Nullable ProcessPart started;

    @AfterEach
    void leaveNothing() {
        if (started != null) {
            started.kill();
        }
    }

    @Test
    void aPartThatDiesIsNamedWithTheEndOfItsLog() {
        var part = part("echo all is well; echo out of paper >&2; exit 3");

        assertThatThrownBy(part::start)
                .isInstanceOf(PartFailed.class)
                .hasMessageStartingWith("printer ended with exit code 3 after ")
                .hasMessageContaining(directory.resolve("printer.log").toString())
                .hasMessageEndingWith("    all is well\n    out of paper");
        assertThat(part.isRunning()).isFalse();
    }

    @Test
    void whatSpringBootSaysOfAFailedStartIsAllThatIsShown() {
        var part =
                part(
                        """
                        printf '%s\\n' 'INFO starting' '***' 'APPLICATION FAILED TO START' '***' '' \
                            'Description:' '' 'No paper.' '' 'Action:' '' 'Bring some.' ''; exit 1""");

        assertThatThrownBy(part::start)
                .hasMessageEndingWith("printer.log:\n    No paper.\n    Bring some.");
    }

    @Test
    void whatAKilledPartLeftInItsTemporaryDirectoryIsGoneAtTheNextStart() throws IOException {
        var part =
                part(
                        "ls printer-tmp > found; touch printer-tmp/$$ ready; while :; do sleep 0.1; done");
        part.start();
        part.kill();
        Files.delete(directory.resolve("ready"));

        part.start();

        assertThat(directory.resolve("found")).isEmptyFile();
    }

    @Test
    void anEndInOrderIsWaitedFor() {
        var part =
                part(
                        "trap 'echo last page; exit 0' TERM; touch ready; while :; do sleep 0.1; done");
        part.start();

        part.stop();

        assertThat(part.isRunning()).isFalse();
        assertThat(directory.resolve("printer.log")).hasContent("last page");
    }

    @Test
    void aPartThatIsKilledTakesItsChildrenWithIt() throws IOException {
        var part = part("sleep 600 & echo $! > child; touch ready; wait");
        part.start();
        var child =
                ProcessHandle.of(
                        Long.parseLong(Files.readString(directory.resolve("child")).strip()));
        assertThat(child).hasValueSatisfying(c -> assertThat(c.isAlive()).isTrue());

        part.kill();

        assertThat(part.isRunning()).isFalse();
        await().until(() -> child.filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aSuspendedPartStandsStillUntilItIsStartedAgain() throws IOException {
        var part = part("touch ready; while :; do echo x >> pages; sleep 0.01; done");
        part.start();
        var pages = directory.resolve("pages");
        await().until(() -> Files.exists(pages));

        part.suspend();
        assertThat(part.isRunning()).isTrue();
        long then = Files.size(pages);
        await().during(Duration.ofMillis(500)).until(() -> Files.size(pages) == then);

        part.start();
        long before = Files.size(pages);
        await().until(() -> Files.size(pages) > before);
    }

    /** A shell script that answers once it has made the file `ready`. */
    private ProcessPart part(String script) {
        started = new ProcessPart(new Printer(directory, script));
        return started;
    }

    private record Printer(Path directory, String script) implements Program {
        @Override
        public String name() {
            return "printer";
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public Launch launch() {
            var command = List.of("/bin/sh", "-c", script);
            var log = directory.resolve("printer.log");
            return new Launch(name(), command, Map.of(), directory, log, Signal.TERM, Signal.KILL);
        }

        @Override
        public boolean answers() {
            return Files.exists(directory.resolve("ready"));
        }
    }
}
