package io.aftercare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InfrastructureTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Infrastructure infrastructure = Infrastructure.shared();
    private final Clients clients = new Clients(infrastructure);

    @Test
    void everythingAnswers() throws Exception {
        assertThat(infrastructure.broker().isRunning()).isTrue();
        assertThat(infrastructure.database().isRunning()).isTrue();
        assertThat(infrastructure.registry().isRunning()).isTrue();
        assertThat(clients.register("answers-value")).isPositive();
    }

    @Test
    void aKilledBrokerComesBackWithItsRecords() throws Exception {
        var topic = clients.createTopic();
        clients.send(topic, "before");

        infrastructure.broker().kill();
        assertThat(infrastructure.broker().isRunning()).isFalse();
        infrastructure.broker().start();

        clients.send(topic, "after");
        assertThat(Clients.read(topic, infrastructure.bootstrapServers(), 2, LONG))
                .containsExactly("before", "after");
    }

    /** They leave their startup caches then, which halve the start for all modules after this. */
    @Test
    void partsThatAreStoppedComeBackAsTheyWere() throws Exception {
        var topic = clients.createTopic();
        clients.send(topic, "before");
        int id = clients.register("stopped-value");

        infrastructure.registry().stop();
        infrastructure.broker().stop();
        assertThat(infrastructure.broker().isRunning()).isFalse();
        assertThat(infrastructure.registry().isRunning()).isFalse();
        infrastructure.broker().start();
        infrastructure.registry().start();

        assertThat(Clients.read(topic, infrastructure.bootstrapServers(), 1, LONG))
                .containsExactly("before");
        assertThat(clients.register("stopped-value")).isEqualTo(id);
    }

    @Test
    void aKilledDatabaseComesBackWithWhatWasCommitted() throws Exception {
        var database = infrastructure.createDatabase("killed_database");
        try (var owner = Clients.connect(database, database.owner(), database.ownerPassword());
                var statement = owner.createStatement()) {
            statement.execute("CREATE TABLE kept (id int)");
            statement.execute("INSERT INTO kept VALUES (42)");

            infrastructure.database().kill();
            infrastructure.database().start();
        } catch (SQLException closedByTheKill) {
            assertThat(closedByTheKill.getSQLState()).startsWith("08");
        }

        try (var owner = Clients.connect(database, database.owner(), database.ownerPassword());
                var rows = owner.createStatement().executeQuery("SELECT id FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void theRegistryKeepsItsIdsAcrossRestarts() throws Exception {
        int id = clients.register("kept-value");

        infrastructure.registry().kill();
        infrastructure.registry().start();

        assertThat(clients.register("kept-value")).isEqualTo(id);
        assertThat(clients.register("new-value")).isGreaterThan(id);
    }

    @Test
    void theRunningRoleMayOnlyConnectUntilTheOwnerGrantsMore() throws Exception {
        var database = infrastructure.createDatabase("roles");
        try (var owner = Clients.connect(database, database.owner(), database.ownerPassword());
                var running =
                        Clients.connect(database, database.running(), database.runningPassword());
                var ownerStatement = owner.createStatement();
                var statement = running.createStatement()) {
            ownerStatement.execute("CREATE TABLE kept (id int)");
            assertThatThrownBy(() -> statement.execute("SELECT * FROM kept"))
                    .hasMessageContaining("permission denied for table kept");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (id int)"))
                    .hasMessageContaining("permission denied for schema public");

            ownerStatement.execute("GRANT SELECT ON kept TO " + database.running());

            assertThat(statement.execute("SELECT * FROM kept")).isTrue();
        }
        var other = infrastructure.createDatabase("other_roles");
        assertThatThrownBy(
                        () ->
                                Clients.connect(
                                        other, database.running(), database.runningPassword()))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void clientsOnTheCableFeelTheCut() throws Exception {
        var topic = clients.createTopic();
        clients.send(topic, "through the cable");
        var cabled = infrastructure.cabledBootstrapServers();
        assertThat(Clients.read(topic, cabled, 1, LONG)).containsExactly("through the cable");

        infrastructure.brokerCable().cut();

        assertThatThrownBy(() -> Clients.read(topic, cabled, 1, SHORT))
                .isInstanceOf(AssertionError.class);
        infrastructure.brokerCable().mend();
        assertThat(Clients.read(topic, cabled, 1, LONG)).containsExactly("through the cable");
    }
}
