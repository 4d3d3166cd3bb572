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

    // JVMs that start side by side, as those of one build, have process ids side by side: each
    // begins with ports of its own, as a port is free for seconds until its server has started.
    private static final int OF_ONE = 100;
    private static final int OWN =
            LOWEST + (int) (ProcessHandle.current().pid() % ((HIGHEST - LOWEST) / OF_ONE)) * OF_ONE;

    private Ports() {}

    /**
     * A port nobody listens on, never given twice by this JVM. Another process may still take it.
     */
    public static synchronized int free() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (true) {
            int port =
                    GIVEN.size() < OF_ONE / 2
                            ? random.nextInt(OWN, OWN + OF_ONE)
                            : random.nextInt(LOWEST, HIGHEST);
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
