package io.aftercare.stack;

import io.aftercare.stack.files.Home;
import io.aftercare.stack.files.StartupCache;
import io.aftercare.stack.process.Launch;
import io.aftercare.stack.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Kafka as one process, broker and controller in one. */
final class Broker implements Program {
    /** What one node for one machine needs, in a process as in a container. */
    static final Map<String, String> SINGLE_NODE =
            Map.ofEntries(
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("offsets.topic.num.partitions", "4"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("transaction.state.log.num.partitions", "4"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("group.min.session.timeout.ms", "1000"),
                    Map.entry("group.consumer.min.session.timeout.ms", "1000"),
                    Map.entry("group.consumer.min.heartbeat.interval.ms", "300"),
                    // a broker that was killed may come back only when its old session is over
                    Map.entry("broker.session.timeout.ms", "5000"),
                    Map.entry("broker.heartbeat.interval.ms", "1000"),
                    // a fifth of the heap otherwise
                    Map.entry("log.cleaner.dedupe.buffer.size", "16777216"));

    private final BrokerPorts ports;
    private final Path data;
    private final Path log;
    private final StartupCache cache;

    Broker(Place place, BrokerPorts ports) {
        this.ports = ports;
        this.data = place.data().resolve("kafka");
        this.log = place.logs().resolve("broker.log");
        this.cache =
                new StartupCache(
                        name(),
                        place.unhurried(),
                        List.of(
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dorg.apache.logging.log4j.level=WARN",
                                "-cp",
                                Home.brokerClassPath(),
                                BrokerMain.class.getName()));
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public int port() {
        return ports.direct();
    }

    @Override
    public Launch launch() {
        var properties = data.resolve("server.properties");
        try {
            Files.createDirectories(data);
            Files.write(properties, properties());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var arguments = new ArrayList<>(cache.arguments());
        arguments.add(properties.toString());
        return Launch.jvm(name(), arguments, Map.of(), data, log);
    }

    private List<String> properties() {
        var lines = new ArrayList<String>();
        ports.listeners("127.0.0.1").forEach((key, value) -> lines.add(key + "=" + value));
        SINGLE_NODE.forEach((key, value) -> lines.add(key + "=" + value));
        lines.add("log.dirs=" + data.resolve("logs"));
        return lines;
    }

    @Override
    public boolean answers() {
        return answers(port());
    }

    @Override
    public void stopped() {
        cache.keep();
    }

    /** Whether it takes requests and sees itself as a live member of its cluster. */
    static boolean answers(int port) {
        // the port first: the client below logs a warning for every refused connection
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port);
                var admin = Admin.create(clientSettings(port))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (IOException | ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<String, Object> clientSettings(int port) {
        return Map.of(
                "bootstrap.servers", "127.0.0.1:" + port,
                "default.api.timeout.ms", 2000,
                "request.timeout.ms", 2000);
    }
}
