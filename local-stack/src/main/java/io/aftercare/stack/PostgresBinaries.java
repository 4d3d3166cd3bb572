package io.aftercare.stack;

import io.aftercare.stack.files.Home;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once per build from the archive that Maven fetched. */
final class PostgresBinaries {
    private static final Path PARTS = Home.part("postgres");

    private PostgresBinaries() {}

    /** The directory with `bin`, `lib` and `share`. */
    static synchronized Path directory() {
        var unpacked = PARTS.resolve("unpacked");
        // other test runs on this machine may want the same at the same moment
        try (var channel =
                        FileChannel.open(
                                PARTS.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            var archive = archive();
            var stamp = Files.getLastModifiedTime(archive);
            if (!Files.isDirectory(unpacked)
                    || !Files.getLastModifiedTime(unpacked).equals(stamp)) {
                unpack(archive, unpacked, stamp);
            }
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL in " + PARTS, e);
        }
    }

    /** Whether a process of root must hide that it is root, which PostgreSQL refuses. */
    static List<String> command(String program) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            // in a user namespace without a map, root is nobody in particular
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(directory().resolve("bin").resolve(program).toString());
        return command;
    }

    private static Path archive() throws IOException {
        try (var files = Files.list(PARTS)) {
            return files.filter(f -> f.toString().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no archive of PostgreSQL for this system"));
        }
    }

    private static void unpack(Path archive, Path target, FileTime stamp) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                var entries = new TarArchiveInputStream(new XZInputStream(file))) {
            for (TarArchiveEntry entry; (entry = entries.getNextEntry()) != null; ) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("outside of its directory: " + entry.getName());
                }
                unpack(entry, entries, path);
            }
        }
        Files.setLastModifiedTime(target, stamp);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path path)
            throws IOException {
        Files.createDirectories(entry.isDirectory() ? path : path.getParent());
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (!entry.isDirectory()) {
            Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
