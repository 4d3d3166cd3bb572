package io.aftercare.messaging.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RegistryTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    @Test
    @Timeout(60)
    void anAnswerThatStallsBehindItsHeadersIsNoAnswer() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> answerHalf(server));
            Registry registry =
                    new Registry(URI.create("http://127.0.0.1:" + server.getLocalPort()), PATIENCE);

            assertThatThrownBy(() -> registry.schema(1)).isInstanceOf(RegistryAway.class);
        }
    }

    private static void answerHalf(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(US_ASCII));
            client.getOutputStream().flush();
            while (client.getInputStream().read() >= 0) {
                // until the client is gone
            }
        } catch (IOException _) {
            // so it is
        }
    }

    @Test
    void whatIsUnknownIsNotAskedForWithEachRecord() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    byte[] body = "{\"error_code\":40403}".getBytes(US_ASCII);
                    exchange.sendResponseHeaders(404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            Registry registry =
                    new Registry(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
            long begin = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(SchemaNotFound.class);
            }

            long halfSeconds = (System.nanoTime() - begin) / 500_000_000;
            assertThat(asked.get()).isLessThanOrEqualTo((int) halfSeconds + 1);
        } finally {
            server.stop(0);
        }
    }
}
