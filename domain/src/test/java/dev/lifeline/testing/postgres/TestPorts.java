package dev.lifeline.testing.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are stopped and restarted. They lie below the range of ephemeral ports, so that no outgoing
 * connection takes a port while its server is down. Each JVM uses a separate range. Safe for use by several threads.
 */
public final class TestPorts {
    private static final int LOWEST = 10_000;
    private static final int RANGE = 100;
    private static final int RANGES = 220;

    private static final int FIRST = LOWEST + (int) (ProcessHandle.current().pid() % RANGES) * RANGE;
    private static final AtomicInteger TAKEN = new AtomicInteger();

    private TestPorts() {}

    /** Returns a loopback port without a listener. */
    public static int next() {
        for (int tried = 0; tried < RANGE; tried++) {
            int port = FIRST + TAKEN.getAndIncrement() % RANGE;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port, starting at " + FIRST + "");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
