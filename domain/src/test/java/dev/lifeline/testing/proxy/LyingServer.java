package dev.lifeline.testing.proxy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Server on loopback that speaks the protocol of PostgreSQL: it passes the replies of a real server, and replaces some
 * of their messages by invalid ones, which a seed determines. Clients must not request TLS. Safe for use by several
 * threads.
 */
public final class LyingServer implements AutoCloseable {
    private static final int HEADER = 5;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final String TYPES = "RSTKENZCD123ntvGHWVAcdsI";
    private static final int[] NUMBERS = {
        0,
        1,
        2,
        3,
        5,
        10,
        11,
        12,
        255,
        -1,
        -2,
        0x7F,
        0xFFFF,
        0x00FF_FFFF,
        0x1000_0000,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };

    private final ProxyListener listener;
    private final Random random;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<Lie, AtomicInteger> told = new ConcurrentHashMap<>();
    private final AtomicInteger untilLie = new AtomicInteger(NEVER);

    private LyingServer(int target, long seed) {
        this.random = new Random(seed);
        this.listener = ProxyListener.to(target, "lying-server", this::connect);
    }

    /** Change of a message. */
    public enum Lie {
        /** Some bytes are changed. */
        BYTES,
        /** The type is changed. */
        TYPE,
        /** The length of the message is changed. */
        LENGTH,
        /** A number within the message is changed: a count, the length of a field, the kind of authentication. */
        NUMBER,
        /** The message ends early, and the connection is closed. */
        CUT,
        /** The message ends early, and nothing follows. */
        SILENCE,
        /** The message is left out. */
        OMITTED,
        /** The message is sent twice. */
        TWICE,
        /** The message is sent after the next one. */
        LATE,
        /** Other bytes are sent before the message. */
        NOISE
    }

    /** Starts a server in front of that port. */
    public static LyingServer to(int port, long seed) {
        return new LyingServer(port, seed);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Falsifies one of the next messages: the first one, or one after at most the given number of others. */
    public void lieWithin(int messages) {
        untilLie.set(below(messages));
    }

    /** Closes all connections, and falsifies no further message. */
    public void tellTheTruth() {
        untilLie.set(NEVER);
        sockets.forEach(ProxyListener::close);
        sockets.clear();
    }

    /** Returns the number of falsified messages of each kind. */
    public Map<Lie, AtomicInteger> told() {
        return told;
    }

    private void connect(Socket client, Socket server) {
        sockets.add(client);
        sockets.add(server);
        listener.daemon(() -> pass(client, server));
        listener.daemon(() -> replies(server, client));
    }

    private void pass(Socket client, Socket server) {
        try {
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException e) {
            // Closed below.
        }
        end(client, server);
    }

    private void replies(Socket server, Socket client) {
        try {
            DataInputStream in = new DataInputStream(server.getInputStream());
            OutputStream out = client.getOutputStream();
            byte[] late = {};
            while (true) {
                byte[] message = next(in);
                if (untilLie.getAndUpdate(left -> left == NEVER ? left : left == 0 ? NEVER : left - 1) != 0) {
                    out.write(message);
                    out.write(late);
                    late = new byte[0];
                    continue;
                }
                Lie lie = Lie.values()[below(Lie.values().length)];
                told.computeIfAbsent(lie, key -> new AtomicInteger()).incrementAndGet();
                if (lie == Lie.LATE) {
                    late = message;
                    continue;
                }
                out.write(changed(lie, message));
                if (lie == Lie.SILENCE) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                if (lie == Lie.CUT) {
                    break;
                }
            }
        } catch (IOException e) {
            // Closed below.
        }
        end(client, server);
    }

    private byte[] next(DataInputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
            throw new IOException("closed");
        }
        int length = ByteBuffer.wrap(header).getInt(1) - 4;
        byte[] message = Arrays.copyOf(header, HEADER + length);
        in.readFully(message, HEADER, length);
        return message;
    }

    private byte[] changed(Lie lie, byte[] message) {
        byte[] lied = message.clone();
        switch (lie) {
            case BYTES -> {
                for (int i = below(8); i >= 0; i--) {
                    lied[below(lied.length)] = (byte) below(256);
                }
            }
            case TYPE -> lied[0] = (byte) TYPES.charAt(below(TYPES.length()));
            case LENGTH -> {
                boolean isNear = below(2) == 0;
                int length = isNear ? message.length - 1 + below(9) - 4 : NUMBERS[below(NUMBERS.length)];
                ByteBuffer.wrap(lied).putInt(1, length);
            }
            case NUMBER -> {
                if (lied.length >= HEADER + 4) {
                    ByteBuffer.wrap(lied)
                            .putInt(HEADER + below(lied.length - HEADER - 3), NUMBERS[below(NUMBERS.length)]);
                }
            }
            case CUT, SILENCE -> lied = Arrays.copyOf(message, below(message.length));
            case OMITTED -> lied = new byte[0];
            case TWICE -> lied = joined(message, message);
            case NOISE -> {
                byte[] noise = new byte[HEADER + below(2_000)];
                fill(noise);
                noise[0] = (byte) TYPES.charAt(below(TYPES.length()));
                if (below(2) == 0) {
                    ByteBuffer.wrap(noise).putInt(1, noise.length - 1);
                }
                lied = joined(noise, message);
            }
            case LATE -> {}
        }
        return lied;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private int below(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private void fill(byte[] bytes) {
        synchronized (random) {
            random.nextBytes(bytes);
        }
    }

    private void end(Socket client, Socket server) {
        ProxyListener.close(client);
        ProxyListener.close(server);
        sockets.remove(client);
        sockets.remove(server);
    }

    @Override
    public void close() {
        listener.close();
        tellTheTruth();
    }
}
