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
 * One login attempt, during which the driver may open sockets to several hosts, on a separate thread. The driver
 * creates its socket factory by reflection and passes it only a text, so running attempts are registered under a
 * number. The caller that begins an attempt closes it. Safe for use by several threads.
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

    /**
     * Socket that connects to the address of the established connection, even if the host name now resolves to another
     * address.
     */
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

    /** Returns the number under which the socket factory finds the attempt. */
    public String number() {
        return number;
    }

    /**
     * Creates a socket for the next host and closes the previous one. After the login, the driver opens a further
     * socket for each cancel request; such a socket carries one message and is not watched.
     */
    synchronized Socket socket() throws IOException {
        if (succeeded) {
            return new SameHostSocket(server);
        }
        if (ended) {
            throw new IOException("the login attempt has ended");
        }
        giveUpNewest(); // of the previous host
        newest = new WatchedSocket(ticker, addresses);
        return newest;
    }

    /** Marks the login as successful and returns its socket, which now belongs to the connection. */
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

    /**
     * Ends the attempt. Closes a socket that did not lead to a connection, which releases a thread that waits on it.
     */
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
