package io.aftercare.stack;

import io.aftercare.stack.files.Trees;
import io.aftercare.stack.process.ChildProcess;
import io.aftercare.stack.process.Launch;
import io.aftercare.stack.process.Program;
import io.aftercare.stack.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PostgreSQL, as durable as in production: fsync is on. */
final class Postgres implements Program {
    static final String SUPERUSER = "postgres";

    /** Given to the server as `-c` arguments, in a process as in a container. */
    static final List<String> SETTINGS =
            List.of(
                    "max_connections=200",
                    "timezone=UTC",
                    "shared_buffers=512MB",
                    "max_wal_size=4GB");

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final int port;
    private final String password;
    private final Path directory;
    private final Path log;

    Postgres(Place place, int port) {
        this.port = port;
        this.password = place.superuserPassword();
        this.directory = place.data().resolve("postgres");
        this.log = place.logs().resolve("postgres.log");
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Launch launch() {
        var data = directory.resolve("data");
        if (!Files.exists(data)) {
            initialise(data);
        }
        var command = PostgresBinaries.command("postgres");
        command.addAll(List.of("-D", data.toString(), "-p", "" + port));
        var settings = new ArrayList<>(SETTINGS);
        settings.addAll(List.of("listen_addresses=127.0.0.1", "unix_socket_directories="));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return new Launch(name(), command, Map.of(), directory, log, Signal.INT, Signal.QUIT);
    }

    // in another directory first: one that was killed half-way is not taken for data
    private void initialise(Path data) {
        var half = directory.resolve("half-made");
        var secret = directory.resolve("password");
        try {
            Trees.delete(half);
            Files.createDirectories(directory);
            Files.deleteIfExists(secret);
            Files.writeString(Files.createFile(secret, OWNER_ONLY), password);
            var command = PostgresBinaries.command("initdb");
            command.addAll(List.of("-D", half.toString(), "-U", SUPERUSER, "--pwfile=" + secret));
            command.addAll(List.of("--auth=scram-sha-256", "-E", "UTF8", "--locale=C"));
            command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            run(new Launch("initdb", command, Map.of(), directory, log, Signal.INT, Signal.KILL));
            Files.delete(secret);
            Files.move(half, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Launch launch) {
        var process = ChildProcess.start(launch);
        var ended = process.onExit().orTimeout(2, TimeUnit.MINUTES).join();
        if (ended.exitValue() != 0) {
            throw process.failure();
        }
    }

    @Override
    public boolean answers() {
        return answers(port, password);
    }

    static boolean answers(int port, String password) {
        try (var connection =
                DriverManager.getConnection(url(port, "postgres"), SUPERUSER, password)) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }
}
