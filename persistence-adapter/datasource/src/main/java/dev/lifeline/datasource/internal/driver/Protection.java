package dev.lifeline.datasource.internal.driver;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.PGStream;
import org.postgresql.jdbc.PgConnection;

/**
 * How a connection is protected on its way to the database, or to the pooler in front of it. Immutable.
 *
 * @param description such as {@code TLS 1.3 (TLS_AES_256_GCM_SHA384), certificate verified, host name verified
 *     (verify-full)}
 * @param readable whether others on the network can read the traffic: it is not encrypted and leaves this machine
 */
public record Protection(String description, boolean readable) {

    /**
     * Returns how a connection is protected. Does not block: encryption is read from the client's end of the
     * connection, verification from the parameters that the driver was given.
     *
     * @param parameters parameters of the driver
     */
    public static Protection of(PgConnection connection, Map<String, String> parameters) {
        return DriverStream.of(connection)
                .map(stream -> of(stream, parameters))
                .orElseGet(() -> new Protection("protection unknown with this version of the driver", false));
    }

    private static Protection of(PGStream stream, Map<String, String> parameters) {
        if (stream.getSocket() instanceof SSLSocket socket) {
            return new Protection(tls(socket.getSession(), parameters), false);
        }
        if (stream.isGssEncrypted()) {
            return new Protection("encrypted by GSSAPI", false);
        }
        return new Protection("not encrypted", isElsewhere(stream.getSocket().getInetAddress()));
    }

    private static boolean isElsewhere(@Nullable InetAddress address) {
        return address != null && !address.isLoopbackAddress();
    }

    private static String tls(SSLSession session, Map<String, String> parameters) {
        String certificate = session.getLocalCertificates() == null ? "" : ", client certificate sent";
        return session.getProtocol().replace("TLSv", "TLS ") + " (" + session.getCipherSuite() + "), "
                + TlsParameters.verification(parameters) + certificate + binding(parameters);
    }

    /** The driver tells no one whether it bound a login to the channel; with {@code require} it fails otherwise. */
    private static String binding(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get("channelBinding"))
                .filter("require"::equals)
                .map(required -> ", SCRAM with channel binding")
                .orElse("");
    }
}
