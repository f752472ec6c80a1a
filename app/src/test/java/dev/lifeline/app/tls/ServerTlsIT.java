package dev.lifeline.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.testing.log.LogCapture;
import dev.lifeline.testing.tls.TestAuthority;
import dev.lifeline.testing.tls.TestAuthority.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with PEM files that openssl has written. */
class ServerTlsIT {
    @TempDir
    private Path directory;

    private TestAuthority authority;
    private TestCertificate service;

    @BeforeEach
    void createCertificate() {
        authority = TestAuthority.create(directory, "authority");
        service = authority.issue("service");
    }

    @Test
    void reads_keys_of_all_usual_kinds() {
        for (List<String> kind : List.of(
                List.of("-newkey", "rsa:2048"),
                List.of("-newkey", "ed25519"),
                List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"))) {
            assertThat(ServerTls.open(TestTls.of(authority.issue("other", kind)))
                            .engine(false))
                    .as(kind.toString())
                    .isNotNull();
        }
    }

    @Test
    void offers_two_protocols_and_suites_with_forward_secrecy_only() {
        SSLEngine engine = ServerTls.open(TestTls.of(service)).engine(false);

        assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(Arrays.asList(engine.getEnabledCipherSuites()))
                .contains("TLS_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
                .noneMatch(suite -> suite.contains("_CBC_") || suite.startsWith("TLS_RSA_"));
        assertThat(engine.getNeedClientAuth() || engine.getWantClientAuth()).isFalse();
    }

    @Test
    void requires_client_certificates_where_they_are_required() {
        assertThat(engine(ClientCertificates.REQUIRED, false).getNeedClientAuth())
                .isTrue();
        assertThat(engine(ClientCertificates.ADMIN, false).getNeedClientAuth()).isFalse();
        assertThat(engine(ClientCertificates.ADMIN, true).getNeedClientAuth()).isTrue();
        assertThat(engine(ClientCertificates.OPTIONAL, true).getWantClientAuth())
                .isTrue();
    }

    private SSLEngine engine(ClientCertificates which, boolean isAdminListener) {
        return ServerTls.open(new TlsConfig(service.certificate(), service.key(), authority.certificate(), which))
                .engine(isAdminListener);
    }

    @Test
    void key_of_another_certificate_is_refused() {
        var mixed = new TestCertificate(
                service.certificate(), authority.issue("other").key());

        assertThatThrownBy(() -> ServerTls.open(TestTls.of(mixed)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("tls.key-file must be a PEM file")
                .hasMessageContaining("its key is not that of the certificate");
    }

    @Test
    void key_in_another_format_is_refused_with_the_command_that_converts_it() {
        Path old = directory.resolve("old.key");
        authority.openssl("", "ec", "-in", service.key().toString(), "-out", old.toString());
        var mixed = new TestCertificate(service.certificate(), old);

        assertThatThrownBy(() -> ServerTls.open(TestTls.of(mixed)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void missing_and_empty_files_are_refused() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "");
        var missing = new TestCertificate(directory.resolve("missing"), service.key());

        assertThatThrownBy(() -> ServerTls.open(TestTls.of(missing)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("tls.certificate-file must be a readable file");
        assertThatThrownBy(() -> ServerTls.open(TestTls.of(new TestCertificate(empty, service.key()))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("it has no block -----BEGIN CERTIFICATE-----");
        assertThatThrownBy(() -> ServerTls.open(TestTls.of(new TestCertificate(service.certificate(), empty))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("it has no block -----BEGIN PRIVATE KEY-----");
    }

    @Test
    void half_written_files_leave_the_last_certificate_in_force_and_are_logged_once() throws IOException {
        ServerTls tls = ServerTls.open(TestTls.of(service));
        String before = Files.readString(service.certificate());
        try (var log = LogCapture.of(ServerTls.class)) {
            Files.writeString(service.certificate(), before.substring(0, 200));
            tls.reload();
            tls.reload();
            assertThat(tls.engine(false)).isNotNull();
            Files.writeString(service.certificate(), before);
            tls.reload();

            assertThat(log.lines()).hasSize(1).allMatch(line -> line.endsWith("; the last certificate stays in force"));
        }
    }

    @Test
    void changed_files_are_in_force_after_the_next_reload() {
        ServerTls tls = ServerTls.open(TestTls.of(service));
        try (var log = LogCapture.of(ServerTls.class)) {
            tls.reload();
            service.replaceBy(authority.issue("renewed"));
            tls.reload();
            tls.reload();

            assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("CN=renewed, valid until"));
        }
    }
}
