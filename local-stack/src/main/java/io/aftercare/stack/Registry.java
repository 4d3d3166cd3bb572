package io.aftercare.stack;

import io.aftercare.stack.files.Home;
import io.aftercare.stack.files.StartupCache;
import io.aftercare.stack.network.Ports;
import io.aftercare.stack.process.Launch;
import io.aftercare.stack.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Apicurio Registry, which keeps everything in PostgreSQL. */
final class Registry implements Program {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final int port;
    private final Path directory;
    private final Path log;
    private final Map<String, String> environment;
    private final StartupCache cache;

    Registry(Place place, int port, ServiceDatabase database) {
        this.port = port;
        this.directory = place.data().resolve("registry");
        this.log = place.logs().resolve("registry.log");
        this.environment = new HashMap<>(storage(database, database.jdbcUrl()));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "" + port);
        // it would listen on all interfaces otherwise
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", "" + Ports.free());
        this.cache =
                new StartupCache(
                        name(),
                        place.unhurried(),
                        List.of(
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-jar",
                                Home.part("registry").resolve("quarkus-run.jar").toString()));
    }

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Launch launch() {
        return Launch.jvm(name(), cache.arguments(), environment, directory, log);
    }

    @Override
    public boolean answers() {
        return answers(port);
    }

    @Override
    public void stopped() {
        cache.keep();
    }

    /** Settings of its storage, in a process as in a container. */
    static Map<String, String> storage(ServiceDatabase database, String jdbcUrl) {
        return Map.of(
                "APICURIO_STORAGE_KIND", "sql",
                "APICURIO_STORAGE_SQL_KIND", "postgresql",
                "APICURIO_DATASOURCE_URL", jdbcUrl,
                "APICURIO_DATASOURCE_USERNAME", database.owner(),
                "APICURIO_DATASOURCE_PASSWORD", database.ownerPassword(),
                "APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "2",
                "APICURIO_DATASOURCE_JDBC_MIN_SIZE", "2",
                "APICURIO_DATASOURCE_JDBC_MAX_SIZE", "10");
    }

    /** Whether it serves the Confluent API, for which it needs its database. */
    static boolean answers(int port) {
        var subjects = URI.create("http://127.0.0.1:%d/apis/ccompat/v7/subjects".formatted(port));
        var request = HttpRequest.newBuilder(subjects).timeout(Duration.ofSeconds(5)).build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
