package dev.lifeline.datasource.internal.failure;

import static dev.lifeline.domain.connection.FailureReason.CONNECTION_REFUSED;
import static dev.lifeline.domain.connection.FailureReason.CONNECTION_TIMEOUT;
import static dev.lifeline.domain.connection.FailureReason.HOST_UNREACHABLE;

import dev.lifeline.domain.connection.FailureReason;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Classifies exceptions of the network and of the configuration, for which the driver has one SQLSTATE. */
final class ConnectFailures {
    private static final Set<Class<? extends Throwable>> SETTING_FAILURES = Set.of(
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class,
            GeneralSecurityException.class,
            FileNotFoundException.class,
            NoSuchFileException.class,
            ClassNotFoundException.class);

    private ConnectFailures() {}

    /** Returns why no connection was made. */
    static FailureReason reasonOf(ExceptionChain causes) {
        if (causes.has(UnknownHostException.class)
                || causes.has(NoRouteToHostException.class)
                || causes.has(PortUnreachableException.class)) {
            return HOST_UNREACHABLE;
        }
        if (causes.has(SocketTimeoutException.class)) {
            return CONNECTION_TIMEOUT;
        }
        return causes.has(ConnectException.class) ? CONNECTION_REFUSED : CONNECTION_TIMEOUT;
    }

    /**
     * Recognises configuration errors, for which the driver uses 08006: an untrusted certificate, a missing file or
     * class. A handshake during which the connection was lost is no configuration error.
     */
    static boolean areOfSettings(ExceptionChain causes) {
        boolean cut = causes.has(EOFException.class)
                || causes.has(SocketException.class)
                || causes.has(SocketTimeoutException.class);
        return !cut && SETTING_FAILURES.stream().anyMatch(causes::has);
    }
}
