package dev.lifeline.app.tls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of TLS, for all listeners.
 *
 * @param certificateFile PEM file with the certificate of the service, followed by those of the authorities between it
 *     and the root
 * @param keyFile PEM file with the private key of that certificate, in PKCS#8 and not encrypted
 * @param clientAuthorities PEM file with the certificates of the authorities that issue accepted client certificates,
 *     or null if no client is asked for one
 * @param clientCertificates which clients must present one; without effect if no client is asked
 */
public record TlsConfig(
        Path certificateFile, Path keyFile, @Nullable Path clientAuthorities, ClientCertificates clientCertificates) {

    public TlsConfig {
        requireNonNull(certificateFile, "certificateFile");
        requireNonNull(keyFile, "keyFile");
        requireNonNull(clientCertificates, "clientCertificates");
    }

    List<Path> files() {
        return Stream.of(certificateFile, keyFile, clientAuthorities)
                .filter(file -> file != null)
                .toList();
    }
}
