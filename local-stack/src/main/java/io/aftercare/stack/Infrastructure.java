package io.aftercare.stack;

import io.aftercare.stack.files.Sweeper;
import io.aftercare.stack.network.Cable;
import io.aftercare.stack.process.Part;
import io.aftercare.stack.process.ProcessPart;
import io.aftercare.stack.process.Together;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real broker, database server and schema registry on loopback, and the faults a test may want of
 * them. System property `infrastructure` says what they are: `embedded` (the default) are child
 * processes, `containers` are containers of a local Docker engine. Nothing of it survives this JVM,
 * even if that is killed.
 */
public final class Infrastructure implements AutoCloseable {
    private static @Nullable Infrastructure shared;

    private final Part broker;
    private final Part database;
    private final Part registry;
    private final Cable brokerCable;
    private final ServiceDatabase registryDatabase;
    private final String superuserPassword;

    Infrastructure(
            Parts parts,
            Cable brokerCable,
            ServiceDatabase registryDatabase,
            String superuserPassword) {
        this.broker = parts.broker();
        this.database = parts.database();
        this.registry = parts.registry();
        this.brokerCable = brokerCable;
        this.registryDatabase = registryDatabase;
        this.superuserPassword = superuserPassword;
    }

    /** Broker, database server and registry, not started yet. */
    record Parts(Part broker, Part database, Part registry) {}

    /**
     * The one that all tests of this JVM share; started when first asked for. Whatever a test left
     * stopped, suspended or cut runs again when this returns. It lives until the JVM is gone, after
     * the shutdown hooks, so that services under test can end in order.
     */
    public static synchronized Infrastructure shared() {
        if (shared == null) {
            shared = start();
        } else {
            shared.startAll(_ -> {});
            shared.brokerCable.mend();
        }
        return shared;
    }

    /** One of one's own, empty, on free ports, to be closed; its data disappear with this JVM. */
    public static Infrastructure start() {
        return start(Place.throwaway(Sweeper.throwawayDirectory()), _ -> {});
    }

    /**
     * One that lives in a given place; all parts at once, as far as one does not need the other.
     *
     * @param started hears of each part as soon as it answers, from several threads
     * @throws io.aftercare.stack.process.PartFailed when a part does not start; the others are
     *     killed then
     */
    public static Infrastructure start(Place place, Consumer<Part> started) {
        var infrastructure = in(place);
        try {
            infrastructure.startAll(started);
            return infrastructure;
        } catch (RuntimeException e) {
            infrastructure.kill();
            throw e;
        }
    }

    private static Infrastructure in(Place place) {
        var brokerPorts = BrokerPorts.in(place);
        int databasePort = place.port(5432);
        var registryDatabase = ServiceDatabase.at(databasePort, "registry");
        var kind = System.getProperty("infrastructure", "embedded");
        var parts =
                switch (kind) {
                    case "embedded" ->
                            new Parts(
                                    new ProcessPart(new Broker(place, brokerPorts)),
                                    new ProcessPart(new Postgres(place, databasePort)),
                                    new ProcessPart(
                                            new Registry(
                                                    place, place.port(8080), registryDatabase)));
                    case "containers" ->
                            Containers.parts(place, brokerPorts, databasePort, registryDatabase);
                    default -> throw new IllegalArgumentException("infrastructure=" + kind);
                };
        return new Infrastructure(
                parts,
                Cable.between(brokerPorts.cable(), brokerPorts.cabled()),
                registryDatabase,
                place.superuserPassword());
    }

    private void startAll(Consumer<Part> started) {
        Together.run(
                2,
                List.of(
                        () -> start(broker, started),
                        () -> {
                            start(database, started);
                            registryDatabase.create(superuserPassword);
                            start(registry, started);
                        }));
    }

    private static void start(Part part, Consumer<Part> started) {
        part.start();
        started.accept(part);
    }

    /** Of the broker, for Kafka clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + broker.port();
    }

    /** As {@link #bootstrapServers()}, but all traffic goes through {@link #brokerCable()}. */
    public String cabledBootstrapServers() {
        return "127.0.0.1:" + brokerCable.port();
    }

    /** The cable on the way of clients that use {@link #cabledBootstrapServers()}. */
    public Cable brokerCable() {
        return brokerCable;
    }

    /** Of the registry, without a slash at the end; `/apis/ccompat/v7` below is Confluent's API. */
    public String registryUrl() {
        return "http://127.0.0.1:" + registry.port();
    }

    /** Of a database of this server, without user and password. */
    public String jdbcUrl(String database) {
        return Postgres.url(this.database.port(), database);
    }

    /**
     * Makes a database with its two roles, empty and owned by the one. If it exists, it stays as it
     * is, but the roles get the passwords of the answer.
     *
     * @param name lower-case letters, digits and `_`, at most 56; name it after the test
     */
    public ServiceDatabase createDatabase(String name) {
        var made = ServiceDatabase.at(database.port(), name);
        made.create(superuserPassword);
        return made;
    }

    public Part broker() {
        return broker;
    }

    public Part database() {
        return database;
    }

    public Part registry() {
        return registry;
    }

    /** Stops everything in order; returns when nothing of it runs. */
    @Override
    public void close() {
        brokerCable.close();
        registry.stop();
        Stream.of(broker, database).parallel().forEach(Part::stop);
    }

    /** Ends everything at once; returns when nothing of it runs. */
    public void kill() {
        brokerCable.close();
        registry.kill();
        broker.kill();
        // not killed: it would leave shared memory behind
        database.stop();
    }
}
