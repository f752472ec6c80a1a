package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that hangs up has its statement cancelled and its place in the queues freed; others are served. Issue 15,
 * number 23.
 */
class HangUpEndToEndIT {
    private static final String BLOCKED =
            "select count(*) from pg_stat_activity where state = 'active' and wait_event_type = 'Lock'";

    private static final int POOL = 4;

    /** Look-ups that run alone at the same time; further ones share one statement. */
    private static final int ALONE = 2;

    private static final int CALLERS = 24;
    private static final Duration SOON = Duration.ofSeconds(8);

    @TempDir
    private static Path directory;

    private static PostgresServer database;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        database = PostgresServer.started();
        service = ServiceProcess.startedOn(
                database,
                directory,
                Map.of("LIFELINE_POOL_MAX_SIZE", "" + POOL, "LIFELINE_BATCH_STATEMENTS", "" + ALONE));
        await().until(() -> service.get("/health/ready").statusCode() == 200);
        assertThat(service.post("/api/projects", "{\"slug\":\"one\",\"name\":\"One\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    /** Ways in which clients end their connections. */
    private enum HangUp {
        /** The system resets a connection if its client left bytes unread, or ended without closing it. */
        RESET {
            @Override
            void end(Socket caller) throws IOException {
                caller.setSoLinger(true, 0);
                caller.close();
            }
        },
        /** Acts like an interrupted curl: ends the stream, and resets the connection when more data arrives. */
        CLOSE {
            @Override
            void end(Socket caller) throws IOException {
                caller.close();
            }
        };

        abstract void end(Socket caller) throws IOException;

        void end(List<Socket> callers) throws IOException {
            for (Socket caller : callers) {
                end(caller);
            }
        }
    }

    static Stream<Arguments> requests() {
        return Stream.of(HangUp.values())
                .flatMap(how -> Stream.of(
                        Arguments.of(how, get("/api/projects/one"), ""),
                        Arguments.of(how, get("/api/projects?limit=5"), ""),
                        Arguments.of(how, post() + BODY, ""),
                        Arguments.of(how, post(), BODY)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void statements_and_places_of_callers_that_hung_up_are_freed(HangUp how, String first, String second)
            throws Exception {
        try (Connection lock = locked()) {
            List<Socket> callers = blockedCallers(first, second);

            how.end(callers);

            await().atMost(SOON).untilAsserted(() -> assertThat(database.query(BLOCKED))
                    .as("statements of callers that hung up")
                    .isZero());
            lock.rollback();
        }
        assertThat(service.get("/api/projects/one").statusCode()).isEqualTo(200);
        assertThat(database.query("select count(*) from projects where slug = 'hung-up'"))
                .isZero();
    }

    @Test
    void bystander_that_shares_a_statement_with_callers_that_hung_up_is_answered() throws Exception {
        try (Connection lock = locked()) {
            List<Socket> callers = callers(CALLERS / 2, get("/api/projects/one"));
            CompletableFuture<HttpResponse<String>> bystander = service.getAsync("/api/projects/one");
            callers.addAll(blockedCallers(get("/api/projects/one"), ""));

            HangUp.RESET.end(callers);

            await().atMost(SOON).until(() -> database.query(BLOCKED) == 1);
            lock.rollback();
            assertThat(bystander.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void client_that_only_closed_its_sending_side_is_answered() {
        await().untilAsserted(() -> assertThat(answerToHalfClosed()).startsWith("HTTP/1.1 200"));
    }

    @Test
    void client_that_only_closed_its_sending_side_is_refused_when_its_answer_takes_long() throws Exception {
        try (Connection lock = locked()) {
            assertThat(answerToHalfClosed()).startsWith("HTTP/1.1 503").contains("Retry-After");
            lock.rollback();
        }
    }

    @Test
    void callers_that_hung_up_count_as_no_failure() throws Exception {
        double before = requests("499");
        try (Connection lock = locked()) {
            List<Socket> callers = blockedCallers(get("/api/projects/one"), "");

            HangUp.RESET.end(callers);

            await().atMost(SOON).until(() -> requests("499") == before + callers.size());
            lock.rollback();
        }
        assertThat(requests("503")).as("requests that count as failed").isZero();
        assertThat(samples("lifeline_database_operations_given_up_total")).allMatch(sample -> sample.endsWith(" 0.0"));
    }

    private static double requests(String status) {
        return samples("http_server_requests_seconds_count")
                .filter(sample -> sample.contains("route=\"/api/projects") && sample.contains("status=\"" + status))
                .mapToDouble(sample -> Double.parseDouble(sample.substring(sample.lastIndexOf(' '))))
                .sum();
    }

    private static Stream<String> samples(String metric) {
        return service.get("/metrics").body().lines().filter(line -> line.startsWith(metric));
    }

    private static String answerToHalfClosed() throws IOException {
        try (Socket caller = callers(1, get("/api/projects/one")).get(0)) {
            caller.setSoTimeout(15_000);
            caller.shutdownOutput();
            return new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final String BODY = "{\"slug\":\"hung-up\",\"name\":\"Hung up\"}";

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static String post() {
        return "POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + BODY.length() + "\r\n\r\n";
    }

    /** A transaction that blocks every statement on the table of projects. */
    private static Connection locked() throws SQLException {
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), "");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table projects in access exclusive mode");
        }
        return connection;
    }

    /** Sends requests and waits until statements wait for the lock; one of them is shared if the requests look up. */
    private static List<Socket> blockedCallers(String first, String second) throws IOException {
        List<Socket> callers = callers(CALLERS, first);
        send(callers, second);
        await().until(() -> database.query(BLOCKED) > ALONE);
        return callers;
    }

    private static List<Socket> callers(int count, String request) throws IOException {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            callers.add(new Socket("127.0.0.1", service.port()));
        }
        send(callers, request);
        return callers;
    }

    /** The answer to another request shows that the service has read the earlier bytes. */
    private static void send(List<Socket> callers, String bytes) throws IOException {
        for (Socket caller : callers) {
            caller.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    }
}
