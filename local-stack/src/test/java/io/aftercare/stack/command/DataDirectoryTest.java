package io.aftercare.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.stack.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir Path directory;

    @Test
    void onlyOneProcessAtATimeWorksOnIt() throws Exception {
        try (var holder = OtherJvm.running(Holder.class, directory.toString())) {
            assertThatThrownBy(() -> DataDirectory.lock(directory))
                    .isInstanceOf(InUse.class)
                    .hasMessage(
                            "another ./aftercare up (process %d) uses %s: stop it first",
                            holder.pid(), directory);

            holder.kill();

            DataDirectory.lock(directory);
        }
    }

    @Test
    void aWipeTakesDataAndSecretsAndNothingElse() throws IOException {
        var data = DataDirectory.lock(directory);
        Files.createDirectories(directory.resolve("data/kafka"));
        Files.writeString(directory.resolve("secrets.json"), "{}");
        Files.writeString(directory.resolve("mine"), "kept");

        data.wipe();

        assertThat(directory).isDirectoryNotContaining("glob:**{data,secrets.json}");
        assertThat(directory.resolve("mine")).exists();
    }

    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            DataDirectory.lock(Path.of(arguments[0]));
            OtherJvm.ready();
        }
    }
}
