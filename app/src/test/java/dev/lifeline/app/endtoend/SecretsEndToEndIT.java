package dev.lifeline.app.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.jwt.TestIssuer;
import dev.lifeline.testing.http.RawConnection;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import dev.lifeline.testing.tls.TestAuthority;
import dev.lifeline.testing.tls.TestAuthority.TestCertificate;
import dev.lifeline.testing.wait.Bounded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Searches all output of the program during outages, and its heap, for secrets. */
@Timeout(240)
class SecretsEndToEndIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PASSWORD = "planted-password";
    private static final String NEXT_PASSWORD = "planted-next-password";
    private static final String WRITE = "planted-write-token-planted-write-token";
    private static final String ADMIN = "planted-admin-token-planted-admin-token";
    private static final String GUESS = "planted-guess";
    private static final String PLANTED = "planted-";

    private static final TestIssuer ISSUER = TestIssuer.of("known", "ES256");
    private static final String TOKEN = ISSUER.token("admin");
    private static final String UNTRUSTED = TestIssuer.of("unknown", "ES256").token("admin");

    private static final List<String> TOKENS = List.of(WRITE, ADMIN, TOKEN, GUESS, UNTRUSTED);

    @TempDir
    private Path directory;

    private final StringBuilder said = new StringBuilder();

    private static PostgresServer database() {
        PostgresServer database = PostgresServer.started();
        database.execute("create role app superuser login password '" + PASSWORD + "'");
        database.requirePassword("app");
        return database;
    }

    @Test
    void no_output_of_a_run_with_faults_has_a_secret() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), PASSWORD);
        Path incidents = Files.createDirectory(directory.resolve("incidents"));
        try (var database = database();
                var service = ServiceProcess.started(directory, settings(database, password, incidents))) {
            await().atMost(SOON).until(() -> status(service) == 200);
            say(service);
            database.kill();
            await().atMost(SOON).until(() -> status(service) == 503);
            refused(service);
            say(service);
            database.start();
            await().atMost(SOON).until(() -> status(service) == 200);
            refusePassword(database, service, password);
            for (String token : List.of(ADMIN, TOKEN)) {
                assertThat(reconnect(service, token)).isEqualTo(200);
            }
            say(service);
            await().atMost(SOON).until(() -> service.output().contains("Wrong access tokens: "));
            await().atMost(SOON).until(() -> read(incidents).contains("Authentication failed"));

            assertThat(said + service.output() + read(incidents))
                    .contains("Database connection lost", "lifeline_database_state", "lifeline-access-1")
                    .contains("Authentication failed", "Database connection to 127.0.0.1:")
                    .doesNotContain(PLANTED)
                    .doesNotContain(signature(TOKEN))
                    .doesNotContain(signature(UNTRUSTED));
            sendTokens(service);
            requireForgotten(service);
        }
    }

    /** The service needs the current password for its next connection to the database, and of tokens only digests. */
    private void requireForgotten(ServiceProcess service) throws IOException {
        String heap = new String(heap(service), ISO_8859_1);
        assertThat(heap.contains("lifeline-access-1")).isTrue();
        assertThat(heap.contains(NEXT_PASSWORD)).isTrue();
        for (String secret : List.of(PASSWORD, WRITE, ADMIN, GUESS, signature(TOKEN), signature(UNTRUSTED))) {
            assertThat(heap.contains(secret)).as(secret).isFalse();
        }
        for (String token : TOKENS) {
            assertThat(heap.contains(basic(token))).as("Basic " + token).isFalse();
        }
    }

    private static void refusePassword(PostgresServer database, ServiceProcess service, Path password)
            throws IOException {
        database.execute("alter role app password '" + NEXT_PASSWORD + "'");
        database.terminateSessions();
        await().atMost(SOON).until(() -> status(service) == 503);
        await().atMost(SOON).until(() -> service.output().contains("Authentication failed"));
        Files.writeString(password, NEXT_PASSWORD);
        await().atMost(SOON).until(() -> status(service) == 200);
    }

    /** Settings in a file, in the working directory of the service, and in its environment. */
    private Map<String, String> settings(PostgresServer database, Path password, Path incidents) throws IOException {
        Path write = Files.writeString(directory.resolve("write"), WRITE);
        Path keys = Files.writeString(directory.resolve("keys"), TestIssuer.keySet(ISSUER));
        Files.writeString(
                directory.resolve("lifeline.properties"),
                """
                lifeline.database.url=%s
                lifeline.database.username=app
                lifeline.database.password-file=%s
                lifeline.admin.token=%s
                lifeline.access.jwt-issuer=%s
                lifeline.access.jwt-audience=%s
                lifeline.access.jwt-keys=%s
                """
                        .formatted(database.jdbcUrl(), password, ADMIN, TestIssuer.NAME, TestIssuer.AUDIENCE, keys));
        return Map.of(
                "LIFELINE_ACCESS_WRITE_TOKEN_FILE", write.toString(),
                "LIFELINE_ALERTS_WEBHOOK_URL", "http://me:planted-user@127.0.0.1:1/planted-path?planted-query",
                "LIFELINE_ALERTS_AFTER", "0s",
                "LIFELINE_GATE_HOLD", "0s",
                "LIFELINE_MONITORING_DATA_DIRECTORY", incidents.toString(),
                "LIFELINE_LOG_LEVEL", "trace");
    }

    @Test
    void no_output_has_the_password_of_a_url_or_the_key_of_a_certificate() throws Exception {
        TestAuthority authority = TestAuthority.create(directory, "authority");
        TestCertificate certificate = authority.issue("service");
        try (var database = database()) {
            Map<String, String> settings = Map.of(
                    "LIFELINE_DATABASE_URL",
                    "postgresql://app:" + PASSWORD + "@127.0.0.1:" + database.port()
                            + "/postgres?sslpassword=planted-key-password",
                    "LIFELINE_GATE_HOLD",
                    "0s",
                    "LIFELINE_TLS_CERTIFICATE_FILE",
                    certificate.certificate().toString(),
                    "LIFELINE_TLS_KEY_FILE",
                    certificate.key().toString(),
                    "LIFELINE_LOG_LEVEL",
                    "trace");
            try (var service = ServiceProcess.started(directory, settings)) {
                await().atMost(SOON).until(() -> service.output().contains("Database connection healthy"));
                database.execute("alter role app password '" + NEXT_PASSWORD + "'");
                database.terminateSessions();
                await().atMost(SOON).until(() -> service.output().contains("Authentication failed"));
                tools(service);

                assertThat(said + service.output())
                        .as("second run")
                        .contains(
                                "TLS with the certificate of CN=service",
                                "lifeline-recovery-1",
                                "Database connection to ")
                        .doesNotContain(PLANTED)
                        .doesNotContain(Files.readAllLines(certificate.key()).get(1));
                sendEncrypted(authority, service);
                assertThat(new String(heap(service), ISO_8859_1).contains(GUESS))
                        .as("token of an encrypted request")
                        .isFalse();
            }
        }
    }

    @Test
    void a_start_that_is_refused_does_not_show_the_value_that_is_wrong() {
        Map<String, String> settings = Map.of(
                "LIFELINE_DATABASE_URL", "postgresql://app:planted-pass/word@127.0.0.1/postgres?sslmod=planted-mode",
                "LIFELINE_DATABASE_PASSWORD", PASSWORD,
                "LIFELINE_ADMIN_TOKEN", "planted-short",
                "LIFELINE_ALERTS_WEBHOOK_URL", "planted-scheme://127.0.0.1/planted-path",
                "LIFELINE_LOG_LEVEL", "trace");
        try (var service = ServiceProcess.run(directory, settings)) {
            assertThat(service.exitCode()).isEqualTo(2);

            await().atMost(SOON).untilAsserted(() -> assertThat(service.output())
                    .contains("database.url", "admin.token", "alerts.webhook-url"));
            assertThat(service.output()).doesNotContain(PLANTED);
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String read(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(SecretsEndToEndIT::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int reconnect(ServiceProcess service, String token) throws IOException {
        return service.send("POST", "/api/health/database", "", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private static void refused(ServiceProcess service) throws IOException {
        String json = "{\"slug\":\"a\",\"name\":\"A\"}";
        for (String token : List.of(GUESS, ADMIN, UNTRUSTED)) {
            assertThat(service.send("POST", "/api/projects", json, "Authorization", "Bearer " + token)
                            .statusCode())
                    .isBetween(401, 403);
        }
    }

    /** Sends all tokens, both ways, on connections that end with the answer. */
    private static void sendTokens(ServiceProcess service) throws IOException {
        for (String token : TOKENS) {
            for (String authorization : List.of("Bearer " + token, "Basic " + basic(token))) {
                try (var client = new RawConnection(service.port())) {
                    assertThat(client.ask("PUT /api/projects/none HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                    + authorization + "\r\n\r\n"))
                            .startsWith("HTTP/1.1 4");
                }
            }
        }
    }

    private static void sendEncrypted(TestAuthority authority, ServiceProcess service) throws Exception {
        String request =
                "PUT /api/projects/none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + GUESS + "\r\n\r\n";
        try (Socket client =
                authority.trustedByClients().getSocketFactory().createSocket("127.0.0.1", service.port())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(request.getBytes(ISO_8859_1));
            assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 4");
        }
    }

    private static String basic(String token) {
        return Base64.getEncoder().encodeToString(("me:" + token).getBytes(ISO_8859_1));
    }

    /** Adds the responses of the service, and the output of tools of the JDK and the system. */
    private void say(ServiceProcess service) throws IOException {
        for (String path : List.of(
                "/metrics",
                "/health",
                "/api/health/database",
                "/api/monitoring/status",
                "/api/monitoring/incidents",
                "/api/projects/none",
                "/")) {
            said.append(service.send("GET", path, "", "Authorization", "Bearer " + ADMIN)
                            .body())
                    .append('\n');
        }
        tools(service);
    }

    private void tools(ServiceProcess service) throws IOException {
        for (String command : List.of("Thread.print", "VM.system_properties", "VM.command_line", "VM.flags")) {
            said.append(jcmd(service, command));
        }
        ProcessHandle.of(service.pid())
                .flatMap(process -> process.info().commandLine())
                .ifPresent(said::append);
    }

    private byte[] heap(ServiceProcess service) throws IOException {
        Path dump = directory.resolve("heap.hprof");
        jcmd(service, "GC.heap_dump", dump.toString());
        return Files.readAllBytes(dump);
    }

    private String jcmd(ServiceProcess service, String... arguments) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Path out = directory.resolve("jcmd.txt");
        var command = new ArrayList<>(List.of(jcmd.toString(), String.valueOf(service.pid())));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(Bounded.exitCode(process)).isZero();
        return Files.readString(out);
    }

    private static int status(ServiceProcess service) {
        return service.get("/api/health/database").statusCode();
    }
}
