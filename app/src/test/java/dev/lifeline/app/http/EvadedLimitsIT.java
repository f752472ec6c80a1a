package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.limit.ResourceLimits;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in forms that a limit could miss. */
@Timeout(60)
class EvadedLimitsIT {
    private static final String END = " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** Requests of new connections that are handled at once with a limit of 16 requests. */
    private static final int ROOM = 12;

    private static final int SEARCHES = 4;

    private final BlockingApplication application = BlockingApplication.withProjects();
    private final List<RawConnection> clients = new ArrayList<>();
    private HttpServer server;

    private void start(int connections, int requests) {
        var limits = ResourceLimits.defaults();
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 200)
                        .withResources(new ResourceLimits(
                                65_536,
                                limits.bodyMemory(),
                                limits.answerMemory(),
                                connections,
                                connections,
                                requests)),
                application,
                new Observations()::add,
                Tracing.global(),
                RequestExecutor.create(200));
    }

    @AfterEach
    void stop() throws IOException {
        application.released.countDown();
        for (RawConnection client : clients) {
            client.close();
        }
        server.close();
    }

    private RawConnection send(String request) throws IOException {
        var client = new RawConnection(server.port());
        clients.add(client);
        client.send(request);
        return client;
    }

    /** The answer to a probe shows that the bytes before it have been read. */
    private void awaitRead() throws IOException {
        try (var probe = new RawConnection(server.port())) {
            assertThat(probe.ask("GET /health/live" + END)).startsWith("HTTP/1.1 200");
        }
    }

    private void awaitHandled(int requests) {
        await().until(() -> application.entered.get() == requests);
    }

    @Test
    void options_of_a_probe_need_room() throws Exception {
        start(1_000, 16);
        RawConnection other = send("GET /health/live" + END);
        other.next();
        for (int i = 0; i < 16; i++) {
            RawConnection returning = send("GET /health/live" + END);
            returning.next();
            returning.send("GET /api/blocked" + END);
        }
        awaitHandled(16);

        assertThat(other.ask("OPTIONS /health/live" + END)).startsWith("HTTP/1.1 503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?q=rare", "?limit=100", "?limit=100&q=rare"})
    void head_is_as_costly_as_get(String query) throws Exception {
        start(1_000, 100);
        for (int i = 0; i < 10; i++) {
            send("HEAD /api/projects" + query + END);
        }
        awaitHandled(SEARCHES);

        send("GET /api/blocked" + END);

        awaitHandled(SEARCHES + 1);
    }

    @Test
    void event_streams_are_bounded_before_they_have_a_thread() throws Exception {
        start(1_000, 16);
        for (int i = 0; i < 120; i++) {
            send("GET /api/monitoring/events" + END);
        }

        await().until(() -> answered() == 40);
        awaitRead();
        assertThat(application.entered).hasValueLessThanOrEqualTo(80);
    }

    private long answered() throws IOException {
        int count = 0;
        for (RawConnection client : clients) {
            count += client.isAnswered() ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://localhost/api/projects",
                "GET /api;a=b/projects",
                "GET /api/projects;a=b",
                "GET /api/projects/",
                "\r\n\r\n\r\n\r\nGET /api/projects",
                "GET   /api/projects",
                "OPTIONS /api/projects"
            })
    void first_request_for_projects_waits_in_a_flood_in_any_form(String start) throws Exception {
        start(1_000, 16);
        takeRoom();

        RawConnection other = send(start + END);

        awaitRead();
        assertThat(application.entered).hasValue(ROOM);
        assertThat(other.isAnswered()).isFalse();
    }

    @Test
    void first_request_for_projects_waits_in_a_flood_behind_a_probe_that_was_sent_with_it() throws Exception {
        start(1_000, 16);
        takeRoom();

        send("GET /health/live" + END + "GET /api/projects" + END);

        awaitRead();
        assertThat(application.entered).hasValue(ROOM);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 10, 16, 17, 20})
    void first_request_for_projects_waits_in_a_flood_when_its_first_line_comes_in_parts(int first) throws Exception {
        start(1_000, 16);
        takeRoom();
        String request = "GET /api/projects" + END;

        RawConnection other = send(request.substring(0, first));
        awaitRead();
        other.send(request.substring(first));

        awaitRead();
        assertThat(application.entered).hasValue(ROOM);
        assertThat(other.isAnswered()).isFalse();
        application.released.countDown();
        assertThat(other.next()).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health/live HTTP/1.1\r\nHost: a\r\nCookie: abc\r\n\r\n",
                "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nabcd",
                "\r\nGET /api/thread?a=b HTTP/1.1\r\nHost: a\r\nX: y z\r\n\r\n"
            })
    void first_request_may_come_in_two_parts(String request) throws Exception {
        start(1_000, 16);
        List<RawConnection> split = new ArrayList<>();
        for (int i = 1; i < request.length(); i++) {
            split.add(send(request.substring(0, i).replace("Host: a", "Host: localhost")));
        }
        awaitRead();
        for (int i = 1; i < request.length(); i++) {
            split.get(i - 1).send(request.substring(i).replace("Host: a", "Host: localhost"));
        }

        for (int i = 1; i < request.length(); i++) {
            assertThat(split.get(i - 1).next()).as("split after " + i).contains("HTTP/1.1 ");
        }
    }

    @Test
    void first_request_may_come_a_byte_at_a_time() throws Exception {
        start(1_000, 16);
        RawConnection client = send("");
        for (char one : ("GET /health/live" + END).toCharArray()) {
            client.send(String.valueOf(one));
            awaitRead();
        }

        assertThat(client.next()).startsWith("HTTP/1.1 200");
    }

    @Test
    void first_headers_may_be_a_little_longer_than_one_read() throws Exception {
        start(1_000, 16);
        for (int length = 3_980; length < 4_300; length += 16) {
            RawConnection client =
                    send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(length) + "\r\n\r\n");

            assertThat(client.next()).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/metrics?a=b", "/", "/assets/page.js", "/api/monitoring/status"})
    void requests_that_need_no_database_do_not_wait_in_a_flood(String path) throws Exception {
        start(1_000, 16);
        takeRoom();

        RawConnection other = send("GET ");
        awaitRead();
        other.send(path + END);

        await().until(other::isAnswered);
    }

    private void takeRoom() throws IOException {
        for (int i = 0; i < ROOM; i++) {
            send("GET /api/projects" + END);
        }
        awaitHandled(ROOM);
    }
}
