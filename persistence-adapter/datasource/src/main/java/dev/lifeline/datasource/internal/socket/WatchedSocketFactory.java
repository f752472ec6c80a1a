package dev.lifeline.datasource.internal.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import javax.net.SocketFactory;

/** Socket factory of the PostgreSQL driver. Public, because the driver creates it by reflection. */
public final class WatchedSocketFactory extends SocketFactory {
    private final Optional<ConnectAttempt> attempt;

    /** @param number number of the login attempt, from the driver's property {@code socketFactoryArg} */
    public WatchedSocketFactory(String number) {
        this.attempt = ConnectAttempt.underWay(number);
    }

    @Override
    public Socket createSocket() throws IOException {
        return attempt.orElseThrow(() -> new SocketException("the login attempt has ended"))
                .socket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unsupported();
    }

    /** Returns the exception for methods that connect: the driver connects sockets itself, within its limit. */
    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("only unconnected sockets are made");
    }
}
