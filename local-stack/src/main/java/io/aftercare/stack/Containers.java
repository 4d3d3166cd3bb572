package io.aftercare.stack;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Ports.Binding;
import io.aftercare.stack.process.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/**
 * Broker, database server and registry as containers of an engine on this machine. Their ports are
 * chosen here and published on loopback, so that they stay the same across restarts.
 */
final class Containers {
    private static final String POSTGRES_ALIAS = "postgres";

    private final Place place;
    private final Images images = Images.ofThisBuild();
    private final Network network = Network.newNetwork();

    private Containers(Place place) {
        this.place = place;
    }

    static Infrastructure.Parts parts(
            Place place, BrokerPorts broker, int databasePort, ServiceDatabase registryDatabase) {
        var containers = new Containers(place);
        return new Infrastructure.Parts(
                containers.broker(broker),
                containers.database(databasePort),
                containers.registry(place.port(8080), registryDatabase));
    }

    private Part broker(BrokerPorts ports) {
        var container =
                container(images.broker(), ports.direct(), ports.direct())
                        .withEnv("KAFKA_HEAP_OPTS", "-Xmx512m -XX:+UseSerialGC")
                        .withCreateContainerCmdModifier(
                                create -> publish(create, ports.cabled(), ports.cabled()));
        ports.listeners("0.0.0.0").forEach((key, value) -> container.withEnv(kafka(key), value));
        Broker.SINGLE_NODE.forEach((key, value) -> container.withEnv(kafka(key), value));
        return new ContainerPart(
                "broker", ports.direct(), container, () -> Broker.answers(ports.direct()));
    }

    private static String kafka(String property) {
        return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private Part database(int port) {
        var settings = Postgres.SETTINGS.stream().flatMap(setting -> Stream.of("-c", setting));
        var password = place.superuserPassword();
        var container =
                container(images.database(), port, 5432)
                        .withNetworkAliases(POSTGRES_ALIAS)
                        .withEnv("POSTGRES_PASSWORD", password)
                        .withCommand(
                                Stream.concat(Stream.of("postgres"), settings)
                                        .toArray(String[]::new));
        return new ContainerPart(
                "postgres", port, container, () -> Postgres.answers(port, password));
    }

    private Part registry(int port, ServiceDatabase database) {
        var url = "jdbc:postgresql://%s:5432/%s".formatted(POSTGRES_ALIAS, database.name());
        var container =
                container(images.registry(), port, 8080)
                        .withEnv(Registry.storage(database, url))
                        .withEnv("JAVA_OPTIONS", "-Xmx256m -XX:+UseSerialGC");
        return new ContainerPart("registry", port, container, () -> Registry.answers(port));
    }

    private GenericContainer<?> container(String image, int port, int portInside) {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withCreateContainerCmdModifier(create -> publish(create, port, portInside));
    }

    // each call adds one to what is published so far
    private static void publish(CreateContainerCmd create, int port, int portInside) {
        var inside = ExposedPort.tcp(portInside);
        var host = Objects.requireNonNull(create.getHostConfig());
        var bindings = host.getPortBindings() == null ? new Ports() : host.getPortBindings();
        bindings.bind(inside, Binding.bindIpAndPort("127.0.0.1", port));
        host.withPortBindings(bindings);
        var exposed = new ArrayList<>(List.of(inside));
        if (create.getExposedPorts() != null) {
            exposed.addAll(List.of(create.getExposedPorts()));
        }
        create.withExposedPorts(exposed);
    }
}
