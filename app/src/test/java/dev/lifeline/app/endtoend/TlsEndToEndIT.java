package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import dev.lifeline.testing.tls.TestAuthority;
import dev.lifeline.testing.tls.TestAuthority.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with TLS, in a browser. */
@Timeout(120)
class TlsEndToEndIT {
    @TempDir
    private Path directory;

    @Test
    void the_status_page_works_over_tls() {
        TestCertificate certificate =
                TestAuthority.create(directory, "authority").issue("service");
        Map<String, String> settings = Map.of(
                "LIFELINE_TLS_CERTIFICATE_FILE", certificate.certificate().toString(),
                "LIFELINE_TLS_KEY_FILE", certificate.key().toString());
        try (var database = PostgresServer.started();
                ServiceProcess service = ServiceProcess.startedOn(database, directory, settings);
                Chromium chromium = Chromium.started();
                StatusPage page = chromium.open(
                        "https://127.0.0.1:" + service.port(),
                        new Browser.NewContextOptions().setIgnoreHTTPSErrors(true))) {
            page.load().awaitState("Connected", Duration.ofSeconds(20));

            assertThat(page.complaints()).isEmpty();
            assertThat(service.output())
                    .contains("TLS with the certificate of CN=service, valid until ")
                    .contains("Lifeline listens on https://127.0.0.1:");
        }
    }
}
