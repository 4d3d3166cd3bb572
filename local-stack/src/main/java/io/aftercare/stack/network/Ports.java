package io.aftercare.stack.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports for servers that must come back on the same port after a stop. */
public final class Ports {
    // Below the range from which systems take the local ports of outgoing connections: such a
    // connection could otherwise sit on the port of a server that is down for a moment.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /**
     * A port nobody listens on, never given twice by this JVM. Another process may still take it.
     */
    public static synchronized int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    /** The usual port, or a free one if somebody listens there. */
    public static synchronized int usualOrFree(int usual) {
        return isFree(usual) && GIVEN.add(usual) ? usual : free();
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
