package io.aftercare.messaging.arena;

import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.SentTopic;
import io.aftercare.stack.Infrastructure;
import io.aftercare.stack.ServiceDatabase;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One test's place: an empty database, empty topics, a service name (and so consumer groups) of its
 * own. Closing it ends the replicas. Only one is open at a time, as all use the same topics.
 *
 * <p>Replicas in this JVM run on {@link #clock}; processes have the real time. A test that mixes
 * them, or that needs time to pass, asks for real time.
 */
public final class Arena implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Infrastructure parts;
    private final ServiceDatabase database;
    private final String service = "tally-" + COUNT.incrementAndGet();
    private final MovableClock clock = new MovableClock();
    private final Admin admin;
    private final TallyTopics topics;
    private final Publishing publishing;
    private final Inputs inputs;
    private final SentEvents sent;
    private final JdbcClient sql;
    private final List<Replica> replicas = new ArrayList<>();

    private Arena(Infrastructure parts) {
        this.parts = parts;
        database = parts.createDatabase(service.replace('-', '_'));
        sql =
                JdbcClient.create(
                        new DriverManagerDataSource(
                                database.jdbcUrl(), database.owner(), database.ownerPassword()));
        admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                parts.bootstrapServers()));
        topics = new TallyTopics(admin, URI.create(parts.registryUrl()));
        topics.prepare(service);
        publishing =
                new Publishing(parts.bootstrapServers(), URI.create(parts.registryUrl()), clock);
        inputs = new Inputs(publishing, clock);
        sent = new SentEvents(parts.bootstrapServers(), URI.create(parts.registryUrl()));
    }

    /** On the parts that all tests share; whatever was broken is whole again. */
    public static Arena open() {
        return new Arena(Infrastructure.shared());
    }

    /** On parts of the test's own. */
    public static Arena on(Infrastructure parts) {
        return new Arena(parts);
    }

    /** What inputs are written with. */
    public Inputs inputs() {
        return inputs;
    }

    public Publishing publishing() {
        return publishing;
    }

    public SentEvents sent() {
        return sent;
    }

    /** The facts that the replicas published. */
    public SentTopic<Output> outputs() {
        return sent.on(Topics.OUTPUTS, Output.class);
    }

    /** What is in the database, with its owner's rights. */
    public JdbcClient sql() {
        return sql;
    }

    public Admin admin() {
        return admin;
    }

    public MovableClock clock() {
        return clock;
    }

    public Infrastructure parts() {
        return parts;
    }

    public ServiceDatabase database() {
        return database;
    }

    /** The service's name, with which its consumer groups begin. */
    public String service() {
        return service;
    }

    /** Knows when all inputs had their effect and all outputs are published. */
    public Quiet quiet() {
        return new Quiet(service, List.of(Topics.INPUTS, Topics.LETTERS), admin, sql);
    }

    /** Makes a topic that a test has deleted; what has read it before does not see it. */
    public void makeAgain(String topic) {
        topics.make(topic);
    }

    /**
     * A replica in this JVM that runs on {@link #clock}; ready when this returns.
     *
     * @param settings as {@code "aftercare.messaging.retry-for=1s"}
     */
    public LocalReplica replica(String... settings) {
        return starting(settings).awaitReady();
    }

    /** As {@link #replica}, but it may have to wait before it is ready. */
    public LocalReplica starting(String... settings) {
        return started(LocalReplica.start(this, clock, settings));
    }

    /** As {@link #replica}, on the real time. */
    public LocalReplica replicaInRealTime(String... settings) {
        return started(LocalReplica.start(this, null, settings)).awaitReady();
    }

    /**
     * A replica in a process of its own, on the real time; ready when this returns. Settings that
     * begin with {@code kill.} name the point where it dies: see {@code KillPoints}.
     */
    public ProcessReplica process(String... settings) {
        ProcessReplica replica = launched(settings);
        replica.awaitReady();
        return replica;
    }

    /** As {@link #process}, but it may die before it is ready. */
    public ProcessReplica launched(String... settings) {
        return started(ProcessReplica.launch(this, settings));
    }

    private <R extends Replica> R started(R replica) {
        replicas.add(replica);
        return replica;
    }

    @Override
    public void close() {
        replicas.reversed().forEach(Replica::close);
        publishing.close();
        sent.close();
        admin.close();
    }
}
