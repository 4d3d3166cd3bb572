package io.aftercare.stack.command;

import io.aftercare.stack.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** `.aftercare/`: all that outlives a run of `up`. One process at a time works on it. */
final class DataDirectory {
    private final Path directory;
    // the lock lasts as long as the channel is open: to the end of this process, however it ends
    private final FileChannel lock;

    private DataDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * @throws InUse when another process holds it
     */
    static DataDirectory lock(Path directory) {
        try {
            Files.createDirectories(directory);
            var file = directory.resolve("lock");
            var channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                var holder = Files.readString(file).strip();
                throw new InUse(
                        "another ./aftercare up (process %s) uses %s: stop it first"
                                .formatted(holder, directory));
            }
            channel.truncate(0);
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
            return new DataDirectory(directory, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets all data, secrets and letters. */
    void wipe() {
        delete("data", "secrets.json", "letters");
    }

    /** Forgets what was true of the last run only. */
    void forgetLastRun() {
        delete("logs", "endpoints.json");
    }

    private void delete(String... names) {
        if (!lock.isOpen()) {
            throw new IllegalStateException("not ours any more: " + directory);
        }
        try {
            for (String name : names) {
                Trees.delete(directory.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return directory;
    }

    Path logs() {
        return directory.resolve("logs");
    }

    Path letters() {
        return directory.resolve("letters");
    }

    Path endpoints() {
        return directory.resolve("endpoints.json");
    }
}
