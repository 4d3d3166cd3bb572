package io.aftercare.stack.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CableTest {
    private static final int PATIENCE_MILLIS = 300;

    private final ServerSocket echo = startEcho();
    private final Cable cable = Cable.to(echo.getLocalPort());

    @AfterEach
    void close() throws IOException {
        cable.close();
        echo.close();
    }

    @Test
    void aWholeCableCarriesBothWays() throws IOException {
        try (var client = connect()) {
            assertThat(said(client, 'a')).isEqualTo('a');
            assertThat(said(client, 'b')).isEqualTo('b');
        }
    }

    @Test
    void theEndOfOneSideReachesTheOther() throws IOException {
        try (var client = connect()) {
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aCutResetsWhatIsOpenAndRefusesWhatIsNew() throws IOException {
        try (var client = connect()) {
            assertThat(said(client, 'a')).isEqualTo('a');

            cable.cut();

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aMendedCableTakesNewConnectionsOnTheSamePort() throws IOException {
        cable.cut();
        cable.mend();
        try (var client = connect()) {
            assertThat(said(client, 'a')).isEqualTo('a');
        }
    }

    @Test
    void aStalledCableHoldsBytesBackAndLosesNone() throws IOException {
        try (var client = connect()) {
            assertThat(said(client, 'a')).isEqualTo('a');

            cable.stall();

            client.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(() -> said(client, 'b')).isInstanceOf(SocketTimeoutException.class);
            try (var late = connect()) {
                late.setSoTimeout(PATIENCE_MILLIS);
                assertThatThrownBy(() -> said(late, 'c'))
                        .isInstanceOf(SocketTimeoutException.class);

                cable.mend();

                late.setSoTimeout(0);
                assertThat(late.getInputStream().read()).isEqualTo('c');
            }
            client.setSoTimeout(0);
            assertThat(client.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void aStalledCableCanBeCut() throws IOException {
        try (var client = connect()) {
            assertThat(said(client, 'a')).isEqualTo('a');
            cable.stall();

            cable.cut();

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), cable.port());
    }

    private static int said(Socket client, int letter) throws IOException {
        client.getOutputStream().write(letter);
        return client.getInputStream().read();
    }

    /** A server that says everything back. */
    private static ServerSocket startEcho() {
        try {
            var server = new ServerSocket(Ports.free(), 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> echo(server));
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void echo(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException cut) {
            return;
        }
    }
}
