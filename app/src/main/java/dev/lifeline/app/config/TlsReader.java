package dev.lifeline.app.config;

import dev.lifeline.app.tls.ClientCertificates;
import dev.lifeline.app.tls.ServerTls;
import dev.lifeline.app.tls.TlsConfig;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the settings of TLS. */
record TlsReader(Sources sources, Values values) {

    /**
     * Returns the settings, or null for plain HTTP.
     *
     * @throws InvalidSettingsException if a file is missing or invalid
     */
    @Nullable
    TlsConfig read() {
        Optional<Path> certificate = values.path(Setting.TLS_CERTIFICATE_FILE);
        Optional<Path> key = values.path(Setting.TLS_KEY_FILE);
        Optional<Path> authorities = values.path(Setting.TLS_CLIENT_CA_FILE);
        new SettingChecks()
                .require(
                        certificate.isPresent() == key.isPresent(),
                        "tls.certificate-file and tls.key-file must be set together")
                .require(
                        certificate.isPresent() || authorities.isEmpty(),
                        "tls.client-ca-file needs tls.certificate-file and tls.key-file")
                .require(
                        authorities.isPresent() || !sources.isSet(Setting.TLS_CLIENT_CERTIFICATES),
                        "tls.client-certificates needs tls.client-ca-file")
                .verify();
        if (certificate.isEmpty() || key.isEmpty()) {
            return null;
        }
        ClientCertificates clients = clientCertificates();
        new SettingChecks()
                .require(
                        clients != ClientCertificates.ADMIN || sources.isSet(Setting.ADMIN_PORT),
                        "tls.client-certificates=admin needs admin.port: without it there is no listener for"
                                + " operators, and no client would need a certificate")
                .verify();
        var config = new TlsConfig(certificate.get(), key.get(), authorities.orElse(null), clients);
        ServerTls.requireValid(config);
        return config;
    }

    private ClientCertificates clientCertificates() {
        return sources.isSet(Setting.TLS_CLIENT_CERTIFICATES)
                ? values.choice(Setting.TLS_CLIENT_CERTIFICATES, ClientCertificates.class)
                : ClientCertificates.REQUIRED;
    }
}
