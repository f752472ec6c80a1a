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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that resets its connection has its statement cancelled and its place in the queues freed; others are served. */
class HangUpEndToEndIT {
    private static final String BLOCKED =
            "select count(*) from pg_stat_activity where state = 'active' and wait_event_type = 'Lock'";

    private static final int POOL = 4;
    private static final int CALLERS = 24;

    @TempDir
    private static Path directory;

    private static PostgresServer database;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        database = PostgresServer.started();
        service = ServiceProcess.startedOn(database, directory, Map.of("LIFELINE_POOL_MAX_SIZE", "" + POOL));
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

    @Test
    void statements_and_places_of_callers_that_reset_their_connections_are_freed() throws Exception {
        for (String request : List.of(get("/api/projects/one"), get("/api/projects?limit=5"), post())) {
            try (Connection lock = locked()) {
                List<Socket> callers = callers(CALLERS, request);
                await().until(() -> database.query(BLOCKED) >= POOL);

                reset(callers);

                await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> assertThat(database.query(BLOCKED))
                        .as("statements of callers that hung up: " + request)
                        .isZero());
                lock.rollback();
            }
            assertThat(service.get("/api/projects/one").statusCode()).isEqualTo(200);
        }
        assertThat(database.query("select count(*) from projects where slug like 'hung-up%'"))
                .isZero();
    }

    @Test
    void bystander_that_shares_a_statement_with_callers_that_hung_up_is_answered() throws Exception {
        try (Connection lock = locked()) {
            List<Socket> callers = callers(CALLERS / 2, get("/api/projects/one"));
            CompletableFuture<HttpResponse<String>> bystander = service.getAsync("/api/projects/one");
            callers.addAll(callers(CALLERS / 2, get("/api/projects/one")));
            await().until(() -> database.query(BLOCKED) >= POOL);

            reset(callers);

            await().atMost(Duration.ofSeconds(8)).until(() -> database.query(BLOCKED) < POOL);
            lock.rollback();
            assertThat(bystander.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void client_that_only_closed_its_sending_side_is_answered() throws Exception {
        try (Connection lock = locked()) {
            Socket caller = callers(1, get("/api/projects/one")).get(0);
            caller.setSoTimeout(15_000);
            caller.shutdownOutput();
            await().until(() -> database.query(BLOCKED) == 1);

            lock.rollback();

            assertThat(new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
            caller.close();
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static String post() {
        String body = "{\"slug\":\"hung-up\",\"name\":\"Hung up\"}";
        return "POST /api/projects HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
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

    private static List<Socket> callers(int count, String request) throws IOException {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var socket = new Socket("127.0.0.1", service.port());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            callers.add(socket);
        }
        return callers;
    }

    private static void reset(List<Socket> callers) throws IOException {
        for (Socket caller : callers) {
            caller.setSoLinger(true, 0);
            caller.close();
        }
    }
}
