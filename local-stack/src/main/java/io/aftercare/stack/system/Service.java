package io.aftercare.stack.system;

import io.aftercare.stack.Place;
import io.aftercare.stack.files.Home;
import io.aftercare.stack.process.Launch;
import io.aftercare.stack.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of our services, from its own jar, configured by its environment alone. */
final class Service implements Program {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final int port;
    private final Place place;
    private final Map<String, String> environment;

    Service(String name, int port, Place place, Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.place = place;
        this.environment = environment;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Launch launch() {
        var arguments =
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        jar(name).toString());
        var directory = place.data().resolve(name);
        var log = place.logs().resolve(name + ".log");
        return Launch.jvm(name, arguments, environment, directory, log);
    }

    static Path jar(String name) {
        return Home.directory().resolve("%1$s/target/%1$s-boot.jar".formatted(name));
    }

    /** Whether it is ready: its database, the broker and its schemas are there for it too. */
    @Override
    public boolean answers() {
        var ready = URI.create("http://127.0.0.1:%d/readyz".formatted(port));
        var request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
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
