package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send further data before the response: the server does not read it early, and loses none of it. */
@Timeout(60)
class EagerClientIT {
    private static final HttpConfig ANY_PORT = new HttpConfig("127.0.0.1", 0, 10);
    private static final int ROUNDS = 1_000;

    private final BlockingApplication application = new BlockingApplication();
    private HttpServer server;
    private RawConnection client;

    @BeforeEach
    void connect() throws IOException {
        server = HttpServer.start(
                ANY_PORT, application, new Observations()::add, Tracing.global(), RequestExecutor.create(10));
        client = new RawConnection(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void request_that_comes_while_another_is_under_way_waits_for_its_turn() throws IOException {
        client.send(get("/api/blocked"));
        await().until(() -> application.entered.get() == 1);
        client.send(get("/api/host"));
        client.send(post("after"));
        assertThat(new RawConnection(server.port()).ask(get("/api/host"))).contains("200"); // the selector continues

        application.released.countDown();

        assertThat(client.next()).endsWith("released");
        assertThat(client.next()).endsWith("localhost");
        assertThat(client.next()).endsWith("after");
    }

    @Test
    void requests_that_come_together_are_answered_in_turn() throws IOException {
        var requests = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            requests.append(i % 2 == 0 ? post("body " + i) : get("/api/host"));
        }
        client.send(requests.toString());

        for (int i = 0; i < 100; i++) {
            assertThat(client.next()).endsWith(i % 2 == 0 ? "body " + i : "localhost");
        }
    }

    @Test
    void requests_that_come_in_the_moment_of_an_answer_are_not_lost() throws IOException {
        var random = new Random(4711);
        for (int round = 0; round < ROUNDS; round++) {
            int ahead = random.nextInt(3);
            for (int i = 0; i <= ahead; i++) {
                client.send(i == 1 ? post("body") : get("/api/host"));
            }
            for (int i = 0; i <= ahead; i++) {
                assertThat(client.next()).as("round %s", round).endsWith(i == 1 ? "body" : "localhost");
            }
        }
    }

    @Test
    void body_that_comes_after_its_request_is_read() throws IOException {
        for (int round = 0; round < ROUNDS / 10; round++) {
            String request = post("the body");
            client.send(request.substring(0, request.length() - round % 9));
            client.send(request.substring(request.length() - round % 9) + get("/api/host"));

            assertThat(client.next()).endsWith("the body");
            assertThat(client.next()).endsWith("localhost");
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static String post(String body) {
        return "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
