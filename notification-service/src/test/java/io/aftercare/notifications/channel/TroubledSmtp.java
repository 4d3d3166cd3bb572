package io.aftercare.notifications.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A mail server on a real socket that can be told how to fail. */
public final class TroubledSmtp implements AutoCloseable {

    /** How it fails. */
    public enum Trouble {
        NONE,
        /** The greeting says that the service is closed. */
        CLOSED,
        SENDER_REFUSED,
        RECIPIENT_LATER,
        RECIPIENT_REFUSED,
        /** Refuses every recipient, since it takes nothing from us. */
        RELAY_DENIED,
        /** Hangs up when it is to take the mail. */
        CUT_BEFORE_DATA,
        CONTENT_LATER,
        CONTENT_REFUSED,
        /** Takes the mail and hangs up before it says so. */
        CUT_AFTER_DATA,
        /** Takes the mail and never says so. */
        STALL_AFTER_DATA,
        /** Says something all the time, but never the end of it. */
        DRIP
    }

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger stalled = new AtomicInteger();
    private volatile Trouble trouble = Trouble.NONE;

    public TroubledSmtp() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("troubled-smtp").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public void meets(Trouble next) {
        trouble = next;
    }

    /** Every mail whose content it has seen to the end, whatever it answered. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    public int connections() {
        return connections.get();
    }

    /** How many senders wait for an answer that never comes. */
    public int stalled() {
        return stalled.get();
    }

    /** Hangs up on everybody, as a server that is restarted does. */
    public void hangUp() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofPlatform().daemon().name("troubled").start(() -> talk(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            say(out, trouble == Trouble.CLOSED ? "421 closed" : "220 ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = answer(line, in, out);
                if (answer == null) {
                    return;
                }
                say(out, answer);
            }
        } catch (IOException | InterruptedException _) {
            // the other side has gone
        } finally {
            open.remove(socket);
        }
    }

    private @Nullable String answer(String line, BufferedReader in, OutputStream out)
            throws IOException, InterruptedException {
        String command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase();
        return switch (command) {
            case "MAIL" -> trouble == Trouble.SENDER_REFUSED ? "550 not you" : "250 ok";
            case "RCPT" ->
                    switch (trouble) {
                        case RECIPIENT_LATER -> "451 come back later";
                        case RECIPIENT_REFUSED -> "550 nobody here: " + line;
                        case RELAY_DENIED -> "554 relay access denied";
                        default -> "250 ok";
                    };
            case "DATA" -> {
                if (trouble == Trouble.CUT_BEFORE_DATA) {
                    yield null;
                }
                say(out, "354 go on");
                taken.add(content(in));
                yield afterData(out);
            }
            case "QUIT" -> null;
            default -> "250 ok";
        };
    }

    private @Nullable String afterData(OutputStream out) throws IOException, InterruptedException {
        return switch (trouble) {
            case CONTENT_LATER -> "451 come back later";
            case CONTENT_REFUSED -> "554 not this";
            case CUT_AFTER_DATA -> null;
            case STALL_AFTER_DATA -> {
                stalled.incrementAndGet();
                closed.await();
                yield null;
            }
            case DRIP -> {
                stalled.incrementAndGet();
                while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                    say(out, "250-one moment");
                }
                yield null;
            }
            default -> "250 ok";
        };
    }

    private static String content(BufferedReader in) throws IOException {
        StringBuilder content = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            content.append(line).append('\n');
        }
        return content.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        hangUp();
    }
}
