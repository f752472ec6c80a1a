package dev.lifeline.datasource.internal.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import javax.net.SocketFactory;

/** Where the PostgreSQL driver gets its sockets from. Public, because the driver makes it by reflection. */
public final class WatchedSocketFactory extends SocketFactory {
    private final Optional<ConnectAttempt> attempt;

    /**
     * @param number of the login attempt, as the driver's property {@code socketFactoryArg} has it
     */
    public WatchedSocketFactory(String number) {
        this.attempt = ConnectAttempt.underWay(number);
    }

    @Override
    public Socket createSocket() throws IOException {
        return attempt.orElseThrow(() -> new SocketException("the login was given up"))
                .socket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connectedSocketsAreNotMade();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connectedSocketsAreNotMade();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connectedSocketsAreNotMade();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw connectedSocketsAreNotMade();
    }

    /** The driver connects sockets itself, within its own limit. */
    private static UnsupportedOperationException connectedSocketsAreNotMade() {
        return new UnsupportedOperationException("only unconnected sockets are made");
    }
}
