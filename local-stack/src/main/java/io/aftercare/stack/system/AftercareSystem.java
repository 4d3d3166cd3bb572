package io.aftercare.stack.system;

import static java.util.Objects.requireNonNull;

import io.aftercare.schemas.CreateTopics;
import io.aftercare.schemas.RegisterSchemas;
import io.aftercare.stack.Infrastructure;
import io.aftercare.stack.Place;
import io.aftercare.stack.process.Part;
import io.aftercare.stack.process.ProcessPart;
import io.aftercare.stack.process.Together;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All of Aftercare on this machine: infrastructure, mail server, and each service from its jar. */
public final class AftercareSystem implements AutoCloseable {
    // each starting service keeps two processors busy
    private static final int STARTED_TOGETHER = 2;

    private final Keys keys;
    private final Infrastructure infrastructure;
    private final Mailbox mailbox;
    private final Map<String, Part> services = new LinkedHashMap<>();

    private AftercareSystem(Keys keys, Infrastructure infrastructure, Mailbox mailbox) {
        this.keys = keys;
        this.infrastructure = infrastructure;
        this.mailbox = mailbox;
    }

    /**
     * Starts everything and returns when every service is ready.
     *
     * @param step hears in a sentence what has just happened, from several threads
     * @throws io.aftercare.stack.process.PartFailed when a process dies or does not answer; nothing
     *     runs then
     */
    public static AftercareSystem start(Settings settings, Consumer<String> step) {
        var keys = Keys.in(settings.directory().resolve("secrets.json"));
        var place =
                new Place(
                        settings.directory().resolve("data"),
                        settings.logs(),
                        keys.database(),
                        settings.ports(),
                        false);
        var infrastructure =
                Infrastructure.start(
                        place,
                        part -> step.accept("%s on port %d".formatted(part.name(), part.port())));
        var ports = settings.ports();
        var mailbox = Mailbox.start(ports.applyAsInt(3025), ports.applyAsInt(3143));
        step.accept("mail server on port " + mailbox.smtpPort());
        var system = new AftercareSystem(keys, infrastructure, mailbox);
        try {
            system.prepare(step);
            system.startServices(place, settings, step);
            return system;
        } catch (RuntimeException e) {
            system.kill();
            throw e;
        }
    }

    private void prepare(Consumer<String> step) {
        var topics = CreateTopics.create(infrastructure.bootstrapServers(), (short) 1);
        step.accept(topics.isEmpty() ? "topics are there" : topics.size() + " topics created");
        var schemas = RegisterSchemas.register(URI.create(infrastructure.registryUrl()));
        step.accept(schemas.size() + " schemas registered");
    }

    private void startServices(Place place, Settings settings, Consumer<String> step) {
        var environments = new Environments(keys, infrastructure, mailbox, settings.environment());
        Environments.SERVICES.forEach(
                service -> {
                    int port = settings.ports().applyAsInt(service.usualPort());
                    environments.place(service.name(), port);
                });
        Environments.SERVICES.forEach(
                service -> {
                    var environment = environments.of(service.name());
                    int port = environments.port(service.name());
                    var program = new Service(service.name(), port, place, environment);
                    services.put(service.name(), new ProcessPart(program));
                });
        Together.run(
                STARTED_TOGETHER,
                services.values().stream().map(part -> starting(part, step)).toList());
    }

    private Runnable starting(Part part, Consumer<String> step) {
        return () -> {
            part.start();
            step.accept("%s on %s".formatted(part.name(), url(part.name())));
        };
    }

    public Infrastructure infrastructure() {
        return infrastructure;
    }

    public Mailbox mailbox() {
        return mailbox;
    }

    /** A service's process, to be killed and started again. */
    public Part service(String name) {
        return requireNonNull(services.get(name), name);
    }

    /** A service's address, without a slash at the end. */
    public String url(String service) {
        return "http://127.0.0.1:" + service(service).port();
    }

    /**
     * The secret of a role, for `Authorization: Bearer` or, with the role as user, Basic.
     *
     * @param role agent, lead, operator or publisher
     */
    public String secret(String role) {
        return requireNonNull(keys.access().get(role), role);
    }

    /** Every process of it. */
    public List<Part> parts() {
        var base =
                Stream.of(
                        infrastructure.broker(),
                        infrastructure.database(),
                        infrastructure.registry());
        return Stream.concat(base, services.values().stream()).toList();
    }

    /** Every address and secret, as JSON. */
    public String endpoints() {
        return Endpoints.of(this, keys);
    }

    /** Ends everything in order, services first; returns when no process is left. */
    @Override
    public void close() {
        services.values().parallelStream().forEach(Part::stop);
        mailbox.close();
        infrastructure.close();
    }

    /** Ends everything at once. */
    public void kill() {
        services.values().parallelStream().forEach(Part::kill);
        mailbox.close();
        infrastructure.kill();
    }
}
