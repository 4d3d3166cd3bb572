package io.aftercare.stack.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection's way through this JVM, to be cut, stalled and mended by a test. Listens on its
 * own loopback port and carries every connection to another one.
 */
public final class Cable implements AutoCloseable {
    private enum State {
        WHOLE,
        STALLED,
        CUT,
        CLOSED
    }

    private final int port;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.CUT;
    private @Nullable ServerSocket door;
    private @Nullable Thread doorkeeper;

    private Cable(int port, int target) {
        this.port = port;
        this.target = target;
    }

    /** A whole cable from a free port to `target`; nobody need listen there yet. */
    public static Cable to(int target) {
        return between(Ports.free(), target);
    }

    /** A whole cable from `port` to `target`, both on loopback. */
    public static Cable between(int port, int target) {
        var cable = new Cable(port, target);
        cable.mend();
        return cable;
    }

    /** Where clients connect, on loopback. */
    public int port() {
        return port;
    }

    /** Resets every connection; new ones are refused until {@link #mend()}. */
    public void cut() {
        become(State.CUT);
        disconnect();
    }

    /**
     * Bytes stand still both ways, and new connections are accepted but reach nobody. Nothing is
     * closed and nothing lost: {@link #mend()} lets the bytes flow on.
     */
    public void stall() {
        open();
        become(State.STALLED);
    }

    /** Whole again. Connections that were cut stay cut; new ones pass. */
    public void mend() {
        open();
        become(State.WHOLE);
    }

    /** Cut for good. */
    @Override
    public void close() {
        become(State.CLOSED);
        disconnect();
    }

    private void become(State next) {
        lock.lock();
        try {
            if (state != State.CLOSED) {
                state = next;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void open() {
        lock.lock();
        try {
            if (door == null && state != State.CLOSED) {
                var opened = new ServerSocket();
                opened.setReuseAddress(true);
                opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                door = opened;
                doorkeeper = Thread.ofVirtual().start(() -> acceptFrom(opened));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        } finally {
            lock.unlock();
        }
    }

    private void disconnect() {
        lock.lock();
        try {
            if (door != null) {
                door.close();
                door = null;
            }
            if (doorkeeper != null) {
                // the port is free only when nobody waits at it any more
                doorkeeper.join();
                doorkeeper = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
        ends.forEach(Cable::reset);
        ends.clear();
    }

    private void acceptFrom(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                ends.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        if (!passable()) {
            reset(client);
            return;
        }
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            ends.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var back = Thread.ofVirtual().start(() -> carry(server, client));
            carry(client, server);
            back.join();
            ends.remove(server);
        } catch (IOException | InterruptedException refused) {
            reset(client);
        } finally {
            ends.remove(client);
        }
    }

    private void carry(Socket from, Socket to) {
        var bytes = new byte[16_384];
        try {
            for (int n = 0; n >= 0; n = from.getInputStream().read(bytes)) {
                if (!passable()) {
                    throw new IOException("cut");
                }
                to.getOutputStream().write(bytes, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            reset(from);
            reset(to);
        }
    }

    /** Waits while the cable is stalled; then whether bytes may pass. */
    private boolean passable() {
        lock.lock();
        try {
            while (state == State.STALLED) {
                changed.awaitUninterruptibly();
            }
            return state == State.WHOLE;
        } finally {
            lock.unlock();
        }
    }

    // lingering for 0 s sends a reset instead of an orderly end, as a broken network looks
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
    }
}
