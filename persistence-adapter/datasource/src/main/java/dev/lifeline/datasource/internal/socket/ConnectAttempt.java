package dev.lifeline.datasource.internal.socket;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to log in, during which the driver may open sockets on several hosts, on a thread of its own. The driver makes
 * its socket factory by reflection and hands it nothing but a text: so attempts are found by a number, as long as they last.
 * Safe for use by several threads; whoever begins it closes it.
 */
public final class ConnectAttempt implements AutoCloseable {
    private static final Map<String, ConnectAttempt> UNDER_WAY = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    private final Ticker ticker;
    private final HostAddresses addresses;
    private final String number = String.valueOf(COUNT.incrementAndGet());
    private @Nullable WatchedSocket newest;
    private boolean succeeded;
    private @Nullable SocketAddress server;
    private boolean ended;

    private ConnectAttempt(Ticker ticker, HostAddresses addresses) {
        this.ticker = ticker;
        this.addresses = addresses;
    }

    /** Begins an attempt. */
    public static ConnectAttempt begin(Ticker ticker, HostAddresses addresses) {
        ConnectAttempt attempt = new ConnectAttempt(ticker, addresses);
        UNDER_WAY.put(attempt.number, attempt);
        return attempt;
    }

    /** Leads to where the connection leads, whatever its host's name means by now. */
    private static final class SameHostSocket extends Socket {
        private final @Nullable SocketAddress server;

        private SameHostSocket(@Nullable SocketAddress server) {
            this.server = server;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
            super.connect(server == null ? endpoint : server, timeoutMillis);
        }
    }

    static Optional<ConnectAttempt> underWay(String number) {
        return Optional.ofNullable(UNDER_WAY.get(number));
    }

    /** By which the factory finds it. */
    public String number() {
        return number;
    }

    /**
     * A socket for the next host; the former one is of no use any more. After the login the driver asks once more for each
     * statement that is cancelled: such a socket serves for a single message, and nobody waits on it for long.
     */
    synchronized Socket socket() throws IOException {
        if (succeeded) {
            return new SameHostSocket(server);
        }
        if (ended) {
            throw new IOException("the login was given up");
        }
        giveUpNewest(); // on the host before
        newest = new WatchedSocket(ticker, addresses);
        return newest;
    }

    /** The login succeeded: its socket is the connection's now. */
    public synchronized Optional<WatchedSocket> succeed() {
        Optional<WatchedSocket> socket = Optional.ofNullable(newest);
        if (newest != null) {
            addresses.succeeded(newest.getInetAddress());
            server = newest.getRemoteSocketAddress();
        }
        newest = null;
        succeeded = true;
        return socket;
    }

    /** Ends the attempt. A socket that did not lead to a connection is closed, and whoever still waits on it is freed. */
    @Override
    public synchronized void close() {
        UNDER_WAY.remove(number);
        ended = true;
        giveUpNewest();
    }

    private void giveUpNewest() {
        if (newest != null) {
            Optional.ofNullable(newest.getInetAddress()).ifPresent(addresses::failed);
            Sockets.close(newest);
        }
    }
}
