package dev.lifeline.monitoring.internal.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Describes why a service did not answer. */
final class ConnectFailureText {
    private ConnectFailureText() {}

    static String text(IOException failure) {
        if (isCausedBy(failure, UnresolvedAddressException.class) || isCausedBy(failure, UnknownHostException.class)) {
            return "unknown host";
        }
        if (isCausedBy(failure, NoRouteToHostException.class)) {
            return "no route to the host";
        }
        if (isCausedBy(failure, SSLException.class)) {
            return "TLS failed: " + message(failure);
        }
        return failure instanceof ConnectException ? "connection refused" : "connection lost: " + message(failure);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String message(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : UntrustedText.clean(message);
    }
}
