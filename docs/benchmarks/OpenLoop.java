import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends requests at a constant rate, independently of the responses, and measures each from the time at which it was
 * due, like independent clients. wrk sends the next request only after a response, and hides every pause.
 *
 * <p>{@code java OpenLoop.java PORT RATE SECONDS CONNECTIONS [UNMEASURED]}; prints one line of JSON. Durations are in
 * milliseconds; the time of the last response is in milliseconds since 1970. The percentiles exclude requests of the
 * first UNMEASURED seconds, by default 0, in which the JVM of this program warms up and competes with the service.
 */
final class OpenLoop {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final long PATIENCE_SECONDS = 60;
    private static final int BUFFER = 4096;
    private static final int PROJECTS = 10_000;

    private final Selector selector = Selector.open();
    private final BlockingQueue<Client> free = new LinkedBlockingQueue<>();
    private final Random random = new Random(1);
    private final InetSocketAddress server;
    private final byte[][] texts = new byte[PROJECTS][];
    private final long[] took;
    private final CountDownLatch left;
    private int answered;
    private int measured;
    private volatile long lastAnswerAt;

    private OpenLoop(int port, int requests, int connections) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        took = new long[requests];
        left = new CountDownLatch(requests);
        for (int i = 0; i < PROJECTS; i++) {
            String text = String.format("GET /api/projects/project-%05d HTTP/1.1\r\nHost: localhost\r\n\r\n", i + 1);
            texts[i] = text.getBytes(StandardCharsets.US_ASCII);
        }
        for (int i = 0; i < connections; i++) {
            free.add(new Client());
        }
    }

    public static void main(String[] arguments) throws Exception {
        int rate = Integer.parseInt(arguments[1]);
        int requests = rate * Integer.parseInt(arguments[2]);
        var loop = new OpenLoop(Integer.parseInt(arguments[0]), requests, Integer.parseInt(arguments[3]));
        int unmeasured = arguments.length > 4 ? rate * Integer.parseInt(arguments[4]) : 0;
        var reader = new Thread(loop::read);
        reader.setDaemon(true);
        reader.start();
        long start = System.nanoTime();
        loop.send(start, 1_000_000_000L / rate, unmeasured);
        loop.left.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        loop.print();
    }

    private void send(long start, long interval, int unmeasured) throws Exception {
        for (int i = 0; i < took.length; i++) {
            long due = start + i * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            free.take().send(due, i >= unmeasured);
        }
    }

    private void read() {
        try {
            while (true) {
                selector.select(key -> ((Client) key.attachment()).read(key));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print() {
        long[] sorted = Arrays.copyOf(took, measured);
        Arrays.sort(sorted);
        System.out.printf(
                "{\"answered\":%d,\"failed\":%d,\"p50\":%.2f,\"p99\":%.2f,"
                        + "\"p999\":%.2f,\"max\":%.1f,\"lastAnswerAt\":%d}%n",
                answered, took.length - answered, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999),
                at(sorted, 1), lastAnswerAt);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))] / 1e6;
    }

    /** Connection with one request at a time. */
    private final class Client {
        private final SocketChannel channel = SocketChannel.open(server);
        private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
        private volatile long due;
        private volatile boolean counts;
        private volatile boolean waits;

        Client() throws IOException {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(long dueAt, boolean isMeasured) throws IOException {
            due = dueAt;
            counts = isMeasured;
            waits = true;
            channel.write(ByteBuffer.wrap(texts[random.nextInt(PROJECTS)]));
        }

        void read(SelectionKey key) {
            try {
                if (channel.read(in) < 0) {
                    throw new IOException("closed by the server");
                }
                String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
                int body = text.indexOf("\r\n\r\n") + 4;
                Matcher length = LENGTH.matcher(text);
                if (body >= 4 && length.find() && text.length() >= body + Integer.parseInt(length.group(1))) {
                    in.clear();
                    boolean found = text.startsWith("HTTP/1.1 200");
                    end(found);
                    if (found) {
                        free.add(this);
                    }
                }
            } catch (IOException e) {
                key.cancel();
                end(false);
            }
        }

        private void end(boolean found) {
            if (!waits) {
                return;
            }
            waits = false;
            lastAnswerAt = System.currentTimeMillis();
            if (found) {
                answered++;
                if (counts) {
                    took[measured++] = System.nanoTime() - due;
                }
            }
            left.countDown();
        }
    }
}
