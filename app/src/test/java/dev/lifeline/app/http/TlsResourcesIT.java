package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.hostile.HeapHistogram;
import dev.lifeline.app.http.limit.ResourceLimits;
import dev.lifeline.app.tls.TestTls;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What connections with TLS take, and how their requests wait for room. */
@Timeout(60)
class TlsResourcesIT {
    private static final int ROOM = 12;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final BlockingApplication application = BlockingApplication.withProjects();
    private final List<Socket> sockets = new ArrayList<>();
    private SSLContext tls;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        var authority = TestAuthority.create(directory, "authority");
        tls = authority.trustedByClients();
        var limits = ResourceLimits.defaults();
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 20)
                        .withTls(TestTls.of(authority.issue("service")))
                        .withResources(new ResourceLimits(
                                65_536, limits.bodyMemory(), limits.answerMemory(), 1_000, 1_000, 16)),
                application,
                (method, route, status, took) -> {},
                Tracing.global());
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void requests_that_wait_unparsed_are_answered_and_the_next_ones_on_their_connections_too() throws Exception {
        for (int i = 0; i < ROOM; i++) {
            send(connected(), "/api/projects");
        }
        await().atMost(SOON).until(() -> application.entered.get() == ROOM);
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket client = connected();
            waiting.add(client);
            send(client, "/api/projects");
            send(client, "/health/live"); // sent ahead
        }
        Socket probe = connected();
        send(probe, "/health/live");
        assertThat(answers(probe, 1)).contains(" 200 ");

        application.released.countDown();

        for (Socket client : waiting) {
            assertThat(answers(client, 2)).doesNotContain(" 503 ");
        }
        assertThat(application.entered).hasValue(ROOM + 20);
    }

    @Test
    void first_request_may_come_in_two_parts() throws Exception {
        byte[] request = request("/health/live");
        List<Socket> split = new ArrayList<>();
        for (int i = 1; i < request.length; i++) {
            Socket client = connected();
            client.getOutputStream().write(request, 0, i);
            split.add(client);
        }
        Socket probe = connected();
        send(probe, "/health/live");
        assertThat(answers(probe, 1)).contains(" 200 "); // so the first parts were read

        for (int i = 1; i < request.length; i++) {
            Socket client = split.get(i - 1);
            client.getOutputStream().write(request, i, request.length - i);
            assertThat(answers(client, 1)).as("split after " + i).contains(" 200 ");
        }
    }

    @Test
    void idle_connection_keeps_no_buffer_of_its_last_answer() throws Exception {
        for (int i = 0; i < 200; i++) {
            Socket client = connected();
            send(client, "/api/thread");
            assertThat(answers(client, 1)).contains(" 200 ");
        }

        assertThat(HeapHistogram.of(ProcessHandle.current().pid(), directory)
                        .instances("org.glassfish.grizzly.ssl.SSLUtils$3"))
                .isLessThan(100);
    }

    private Socket connected() throws IOException {
        Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket client, String path) throws IOException {
        client.getOutputStream().write(request(path));
    }

    private static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads until the given number of status lines has arrived. */
    private static String answers(Socket client, int count) throws IOException {
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (text.toString().split("HTTP/1.1 ", -1).length - 1 < count) {
            int read = client.getInputStream().read(buffer);
            assertThat(read).as(text.toString()).isPositive();
            text.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
        }
        return text.toString();
    }
}
