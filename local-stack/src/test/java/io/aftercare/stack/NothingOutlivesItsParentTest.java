package io.aftercare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.stack.files.Sweeper;
import io.aftercare.stack.network.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(
        named = "infrastructure",
        matches = "containers",
        disabledReason = "containers are ended by Testcontainers")
class NothingOutlivesItsParentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;

    @Test
    void aKilledParentLeavesNoProcessAndAllData() throws Exception {
        try (var parent = OtherJvm.running(Parent.class, directory.toString())) {
            var family = parent.family();
            // PostgreSQL's process for a connection just closed may end at any moment
            assertThat(family).filteredOn(ProcessHandle::isAlive).hasSizeGreaterThan(3);

            parent.kill();

            await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        }
        try (var infrastructure = Infrastructure.start(Parent.place(directory), _ -> {})) {
            var clients = new Clients(infrastructure);
            var id = Files.readString(directory.resolve("schema-id"));
            assertThat(clients.register("kept-value")).isEqualTo(Integer.parseInt(id));
            assertThat(Parent.rows(infrastructure)).isOne();
            var topic = Files.readString(directory.resolve("topic"));
            var servers = infrastructure.bootstrapServers();
            assertThat(Clients.read(topic, servers, 1, PATIENCE)).containsExactly("kept");
        }
    }

    @Test
    void aThrowawayDirectoryIsSweptAfterItsJvm() throws Exception {
        var told = directory.resolve("told");
        try (var _ = OtherJvm.running(Thrower.class, told.toString())) {
            assertThat(Path.of(Files.readString(told))).isDirectoryContaining("glob:**full");
        }
        var swept = Path.of(Files.readString(told));
        await().atMost(PATIENCE).until(() -> !Files.exists(swept));
    }

    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            var directory = Path.of(arguments[0]);
            var infrastructure = Infrastructure.start(place(directory), _ -> {});
            var clients = new Clients(infrastructure);
            Files.writeString(directory.resolve("schema-id"), "" + clients.register("kept-value"));
            var topic = clients.createTopic();
            Files.writeString(directory.resolve("topic"), topic);
            clients.send(topic, "kept");
            var database = infrastructure.createDatabase("kept");
            try (var owner = Clients.connect(database, database.owner(), database.ownerPassword());
                    var statement = owner.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 1 AS id");
            }
            OtherJvm.ready();
        }

        static Place place(Path directory) {
            return new Place(
                    directory.resolve("data"),
                    directory.resolve("logs"),
                    "a superuser's secret",
                    _ -> Ports.free(),
                    false);
        }

        static int rows(Infrastructure infrastructure) throws SQLException {
            var database = infrastructure.createDatabase("kept");
            try (var owner = Clients.connect(database, database.owner(), database.ownerPassword());
                    var rows = owner.createStatement().executeQuery("SELECT count(*) FROM kept")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    static final class Thrower {
        private Thrower() {}

        public static void main(String[] arguments) throws Exception {
            var directory = Sweeper.throwawayDirectory();
            Files.createFile(directory.resolve("full"));
            Files.writeString(Path.of(arguments[0]), directory.toString());
            OtherJvm.ready();
        }
    }
}
