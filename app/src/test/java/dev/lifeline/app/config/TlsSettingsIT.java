package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.app.tls.ClientCertificates;
import dev.lifeline.app.tls.TlsConfig;
import dev.lifeline.testing.tls.TestAuthority;
import dev.lifeline.testing.tls.TestAuthority.TestCertificate;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Settings of TLS. */
class TlsSettingsIT extends SettingsFixture {

    @Test
    void by_default_there_is_none() {
        assertThat(http().listeners().tls()).isNull();
        assertThat(http().scheme()).isEqualTo("http");
    }

    @Test
    void everything_can_be_set() {
        TestAuthority authority = TestAuthority.create(directory, "authority");
        TestCertificate service = authority.issue("service");
        requireOfOperators(authority, service);
        environment.put("LIFELINE_ADMIN_PORT", "0");

        assertThat(http().listeners().tls())
                .isEqualTo(new TlsConfig(
                        service.certificate(), service.key(), authority.certificate(), ClientCertificates.ADMIN));
        assertThat(http().scheme()).isEqualTo("https");
    }

    @Test
    void settings_that_need_others_are_refused_without_them() {
        set("KEY_FILE", directory.resolve("key"));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("lifeline.tls.certificate-file and lifeline.tls.key-file must be set together");

        environment.clear();
        set("CLIENT_CA_FILE", directory.resolve("ca"));
        assertThat(problems()).singleElement().asString().startsWith("lifeline.tls.client-ca-file needs");

        environment.clear();
        environment.put("LIFELINE_TLS_CLIENT_CERTIFICATES", "optional");
        assertThat(problems()).singleElement().asString().startsWith("lifeline.tls.client-certificates needs");
    }

    @Test
    void certificates_of_operators_only_need_a_listener_for_operators() {
        TestAuthority authority = TestAuthority.create(directory, "authority");
        requireOfOperators(authority, authority.issue("service"));

        assertThat(problems())
                .containsExactly("lifeline.tls.client-certificates=admin needs lifeline.admin.port: without it there"
                        + " is no listener for operators, and no client would need a certificate"
                        + " (environment variable LIFELINE_TLS_CLIENT_CERTIFICATES)");
    }

    @Test
    void files_that_do_not_belong_together_stop_the_start() {
        TestAuthority authority = TestAuthority.create(directory, "authority");
        set("CERTIFICATE_FILE", authority.issue("service").certificate());
        set("KEY_FILE", authority.issue("other").key());

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("lifeline.tls.key-file must be a PEM file")
                .contains("its key is not that of the certificate");
    }

    /** Sets all files, and that operators must present a certificate. */
    private void requireOfOperators(TestAuthority authority, TestCertificate service) {
        set("CERTIFICATE_FILE", service.certificate());
        set("KEY_FILE", service.key());
        set("CLIENT_CA_FILE", authority.certificate());
        environment.put("LIFELINE_TLS_CLIENT_CERTIFICATES", "admin");
    }

    private void set(String name, Path file) {
        environment.put("LIFELINE_TLS_" + name, file.toString());
    }

    private HttpConfig http() {
        return read().http();
    }
}
