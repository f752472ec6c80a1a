package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.limit.ClientLimits;
import dev.lifeline.app.tls.ClientCertificates;
import dev.lifeline.app.tls.TestTls;
import dev.lifeline.app.tls.TlsConfig;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.program.InstalledProgram.Outcome;
import dev.lifeline.testing.tls.TestAuthority;
import dev.lifeline.testing.tls.TestAuthority.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS of the listeners, against openssl. */
@Timeout(120)
class TlsListenerIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path directory;

    private BlockingApplication application;
    private TestAuthority authority;
    private TestCertificate service;
    private HttpServer server;

    @BeforeEach
    void createCertificates() {
        application = new BlockingApplication();
        authority = TestAuthority.create(directory, "authority");
        service = authority.issue("service");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(TlsConfig tls) {
        start(tls, ClientLimits.defaults());
    }

    private void start(TlsConfig tls, ClientLimits clients) {
        HttpConfig config = new HttpConfig("127.0.0.1", 0, 20, clients)
                .withAdmin(new AdminListenerConfig("127.0.0.1", 0))
                .withTls(tls);
        server = start(config);
    }

    private HttpServer start(HttpConfig config) {
        return HttpServer.start(config, application, (method, route, status, took) -> {}, Tracing.global());
    }

    private TlsConfig withClients(ClientCertificates which) {
        return new TlsConfig(service.certificate(), service.key(), authority.certificate(), which);
    }

    /** Sends a request with openssl, which verifies the certificate; the answer is part of its output. */
    private Outcome ask(int port, String request, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-CAfile",
                "authority.pem",
                "-verify_return_error",
                "-verify_hostname",
                "localhost",
                "-quiet",
                "-ign_eof"));
        arguments.addAll(List.of(more));
        return authority.openssl(request, arguments.toArray(String[]::new));
    }

    private Outcome ask(String... more) {
        return ask(server.port(), LIVE, more);
    }

    @Test
    void both_listeners_answer_with_both_versions_of_tls() {
        start(TestTls.of(service));

        for (int port : List.of(server.port(), server.adminPort().orElseThrow())) {
            assertThat(ask(port, LIVE, "-tls1_3").output()).contains("HTTP/1.1 200");
            assertThat(ask(port, LIVE, "-tls1_2").output()).contains("HTTP/1.1 200");
        }
    }

    @Test
    void older_versions_and_weak_suites_are_refused() {
        start(TestTls.of(service));

        for (String weak : List.of("-tls1_1", "-tls1")) {
            assertThat(ask(weak, "-cipher", "ALL:@SECLEVEL=0").output())
                    .as(weak)
                    .contains("alert protocol version")
                    .doesNotContain("HTTP/1.1");
        }
        assertThat(ask("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA:AES128-SHA")
                        .output())
                .contains("alert handshake failure")
                .doesNotContain("HTTP/1.1");
    }

    @Test
    void client_that_renegotiates_is_refused() {
        start(TestTls.of(service));

        Outcome outcome = authority.openssl("R\n", "s_client", "-connect", "127.0.0.1:" + server.port(), "-tls1_2");

        assertThat(outcome.output()).contains("RENEGOTIATING").contains("alert");
        assertThat(ask().output()).contains("HTTP/1.1 200");
    }

    @Test
    void bodies_and_large_answers_pass_and_a_connection_is_kept() {
        server = start(HttpConfig.onLoopback(20).withTls(TestTls.of(service)));
        String body = "x".repeat(50_000);
        String post = "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + "50000\r\n\r\n";
        String large = "GET /api/medium HTTP/1.1\r\nHost: localhost\r\n\r\n";

        String output = ask(server.port(), post + body + large + LIVE).output();

        assertThat(output.split("HTTP/1\\.1 200", -1)).hasSize(4);
        assertThat(output).contains(body);
    }

    @Test
    void client_certificates_are_required_where_they_are_required() {
        TestCertificate client = authority.issue("client");
        String[] known = {
            "-cert", client.certificate().toString(), "-key", client.key().toString()
        };

        start(withClients(ClientCertificates.ADMIN));
        int admin = server.adminPort().orElseThrow();

        assertThat(ask().output()).contains("HTTP/1.1 200");
        assertThat(ask(admin, LIVE).output()).doesNotContain("HTTP/1.1 200").contains("alert");
        assertThat(ask(admin, LIVE, "-tls1_2").output())
                .doesNotContain("HTTP/1.1 200")
                .contains("alert");
        assertThat(ask(admin, LIVE, known).output()).contains("HTTP/1.1 200");
    }

    @Test
    void certificate_of_another_authority_is_refused_even_where_none_is_required() {
        TestCertificate stranger = TestAuthority.create(directory, "stranger").issue("unknown-client");

        start(withClients(ClientCertificates.OPTIONAL));

        assertThat(ask().output()).contains("HTTP/1.1 200");
        assertThat(ask(
                                "-cert",
                                stranger.certificate().toString(),
                                "-key",
                                stranger.key().toString())
                        .output())
                .doesNotContain("HTTP/1.1 200")
                .contains("alert");
    }

    @Test
    void renewed_certificate_is_served_without_a_restart() {
        start(TestTls.of(service));
        TestCertificate renewed = authority.issue("renewed");
        assertThat(subject()).contains("CN = service");

        service.replaceBy(renewed);

        await().atMost(SOON).until(() -> subject().contains("CN = renewed"));
    }

    private String subject() {
        return authority
                .openssl(LIVE, "s_client", "-connect", "127.0.0.1:" + server.port(), "-ign_eof")
                .output();
    }

    @Test
    void handshake_that_does_not_end_and_plain_http_are_closed() throws IOException {
        start(
                TestTls.of(service),
                new ClientLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 0));
        byte[] beginOfHello = {22, 3, 1, 2, 0, 1};

        assertThat(answerTo(beginOfHello)).isEmpty();
        assertThat(answerTo(LIVE.getBytes(StandardCharsets.US_ASCII))).doesNotContain("HTTP/1.1");
        assertThat(ask().output()).contains("HTTP/1.1 200");
    }

    /** Browsers open connections before they need them. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void connection_without_a_request_is_kept_for_longer_than_the_time_for_headers(String protocol) throws Exception {
        start(
                TestTls.of(service),
                new ClientLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 0));
        try (var socket =
                (SSLSocket) authority.trustedByClients().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setSoTimeout(4_000);
            socket.startHandshake();
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            socket.getOutputStream().write(LIVE.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private String answerTo(byte[] bytes) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
