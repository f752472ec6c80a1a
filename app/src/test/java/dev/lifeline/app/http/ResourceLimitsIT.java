package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.hostile.HeapHistogram;
import dev.lifeline.app.http.limit.ResourceLimits;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits for the resources of all clients together, with small values. */
@Timeout(60)
class ResourceLimitsIT {
    private static final int MAX_BODY = 65_536;
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String PROJECTS = "GET /api/projects HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String BLOCKED = "GET /api/blocked HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Requests of new connections that are handled at once with a limit of 16 requests. */
    private static final int ROOM = 12;

    private static final int LARGE_PAGES = 4;

    private final BlockingApplication application = BlockingApplication.withProjects();
    private final List<Socket> sockets = new ArrayList<>();
    private HttpServer server;

    private void start(ResourceLimits resources) {
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 20).withResources(resources),
                application,
                new Observations()::add,
                Tracing.global(),
                RequestExecutor.create(20));
    }

    private void start(int connections, int requests) {
        var limits = ResourceLimits.defaults();
        start(new ResourceLimits(
                MAX_BODY, limits.bodyMemory(), limits.answerMemory(), connections, connections, requests));
    }

    /** Has as many first requests handled as there is room for with a limit of 16 requests. */
    private void takeRoom() throws IOException {
        for (int i = 0; i < ROOM; i++) {
            send(PROJECTS);
        }
        await().atMost(SOON).until(() -> application.entered.get() == ROOM);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void body_whose_length_is_too_large_is_answered_413_before_it_is_sent() throws Exception {
        start(ResourceLimits.defaults());

        Socket client = send(post(MAX_BODY + 1) + "{");

        assertThat(statusOf(client)).isEqualTo(413);
    }

    @Test
    void body_without_end_is_answered_413_and_its_connection_takes_no_more() throws Exception {
        start(ResourceLimits.defaults());
        for (String head : List.of("POST /api/echo", "POST /nothing", "GET /health/live", "DELETE /api/echo")) {
            Socket client = send(head + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            var taken = new AtomicLong();
            Thread sender = new Thread(() -> sendChunks(client, taken));
            sender.setDaemon(true);
            sender.start();

            assertThat(statusOf(client)).as(head).isIn(400, 413);
            await().atMost(SOON).until(() -> !sender.isAlive());
            assertThat(taken.get()).as(head).isLessThan(12_000_000); // mostly the buffers of the system
        }
    }

    private static void sendChunks(Socket client, AtomicLong taken) {
        byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            while (true) {
                client.getOutputStream().write(chunk);
                taken.addAndGet(chunk.length);
            }
        } catch (IOException closed) {
            assertThat(closed).isNotNull();
        }
    }

    @Test
    void body_that_arrives_in_parts_is_handled_as_a_whole() throws Exception {
        start(ResourceLimits.defaults());
        String text = "x".repeat(50_000);
        Socket client = send(post(text.length()));

        for (int i = 0; i < text.length(); i += 10_000) {
            client.getOutputStream().write(text.substring(i, i + 10_000).getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(statusOf(client)).isEqualTo(200);
        String rest = new String(client.getInputStream().readNBytes(50_000), StandardCharsets.US_ASCII);
        assertThat(rest).contains("x".repeat(10_000));
    }

    @Test
    void chunked_body_that_arrives_in_parts_is_handled_as_a_whole() throws Exception {
        start(ResourceLimits.defaults());
        Socket client = send("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");

        client.getOutputStream().write("3\r\ndef\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(statusOf(client)).isEqualTo(200);
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .endsWith("abcdef");
    }

    @Test
    void client_that_waits_for_a_continue_gets_it() throws Exception {
        start(ResourceLimits.defaults());
        Socket client = send(post(3).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));

        assertThat(statusOf(client)).isEqualTo(100);
        client.getOutputStream().write("abc".getBytes(StandardCharsets.US_ASCII));

        assertThat(new String(client.getInputStream().readNBytes(40), StandardCharsets.US_ASCII))
                .contains("HTTP/1.1 200");
    }

    @Test
    void half_bodies_beyond_the_memory_for_them_are_refused_and_a_small_body_has_room_soon() throws Exception {
        var limits = ResourceLimits.defaults();
        start(new ResourceLimits(MAX_BODY, 200_000, limits.answerMemory(), 1_000, 1_000, 1_000));
        String half = post(60_000) + "x".repeat(50_000);

        var statuses = new ArrayList<Integer>();
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(send(half));
        }
        await().atMost(SOON).until(() -> clients.stream().anyMatch(ResourceLimitsIT::hasAnswer));
        await().atMost(SOON).until(() -> statusOf(send(post(20_000) + "x".repeat(20_000))) == 200);
        for (Socket client : clients) {
            if (hasAnswer(client)) {
                statuses.add(statusOf(client));
            }
        }

        assertThat(statuses).isNotEmpty().containsOnly(503);
    }

    @Test
    void requests_sent_ahead_wait_until_the_answers_before_them_are_read() throws Exception {
        start(ResourceLimits.defaults());
        Socket client = send("GET /api/large HTTP/1.1\r\nHost: localhost\r\n\r\n" + LIVE
                + "GET /api/blocked HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(statusOf(client)).isEqualTo(200);
        try (var bystander = new RawConnection(server.port())) {
            assertThat(bystander.ask(LIVE)).startsWith("HTTP/1.1 200");
        }
        assertThat(application.entered).hasValue(0);

        client.getInputStream().readNBytes(10_000_000);

        await().atMost(SOON).until(() -> application.entered.get() == 1);
        application.released.countDown();
    }

    @Test
    void clients_that_do_not_read_lose_their_connections_when_the_memory_for_answers_is_full() throws Exception {
        var limits = ResourceLimits.defaults();
        start(new ResourceLimits(MAX_BODY, limits.bodyMemory(), 1_048_576, 1_000, 1_000, 1_000));
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            readers.add(send("GET /api/medium HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20)));
        }

        await().atMost(SOON).until(() -> readers.stream().anyMatch(ResourceLimitsIT::isBroken));
        try (var bystander = new RawConnection(server.port())) {
            assertThat(bystander.ask(LIVE)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void new_connection_replaces_the_one_that_was_without_a_request_for_the_longest_time() throws Exception {
        start(16, 1_000);
        Socket busy = send("GET /api/blocked HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await().atMost(SOON).until(() -> application.entered.get() == 1);
        Socket oldest = send("");
        for (int i = 0; i < 20; i++) {
            try (var next = new RawConnection(server.port())) {
                assertThat(next.ask(LIVE)).startsWith("HTTP/1.1 200");
                sockets.add(send(""));
            }
        }

        assertThat(oldest.getInputStream().read()).isNegative();
        application.released.countDown();
        assertThat(statusOf(busy)).isEqualTo(200);
    }

    @Test
    void connection_with_several_requests_outlasts_those_with_one() throws Exception {
        start(16, 1_000);
        try (var regular = new RawConnection(server.port())) {
            assertThat(regular.ask(LIVE)).startsWith("HTTP/1.1 200");
            assertThat(regular.ask(LIVE)).startsWith("HTTP/1.1 200");
            for (int i = 0; i < 40; i++) {
                assertThat(statusOf(send(LIVE))).isEqualTo(200);
            }

            assertThat(regular.ask(LIVE)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void requests_beyond_the_limit_are_answered_503_and_probes_are_not() throws Exception {
        start(1_000, 16);
        try (var probe = new RawConnection(server.port());
                var other = new RawConnection(server.port())) {
            assertThat(other.ask(LIVE)).contains(" 200 ");
            for (int i = 0; i < 16; i++) {
                Socket returning = send(LIVE);
                assertThat(statusOf(returning)).isEqualTo(200);
                returning.getOutputStream().write(BLOCKED.getBytes(StandardCharsets.US_ASCII));
            }
            await().atMost(SOON).until(() -> application.entered.get() == 16);

            assertThat(other.ask("GET /api/thread HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .contains(" 503 ");
            assertThat(probe.ask(LIVE)).contains(" 200 ");
        }
        application.released.countDown();
    }

    @Test
    void first_requests_for_projects_beyond_the_room_for_them_wait_and_nobody_else_does() throws Exception {
        start(1_000, 16);
        try (var regular = new RawConnection(server.port());
                var other = new RawConnection(server.port())) {
            assertThat(regular.ask(LIVE)).contains(" 200 ");
            takeRoom();
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(send(PROJECTS));
            }
            waiting.get(50).close();

            assertThat(other.ask("GET /assets/page.js HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .contains(" 200 ");
            regular.send(PROJECTS);
            await().atMost(SOON).until(() -> application.entered.get() == ROOM + 1);
            application.released.countDown();

            waiting.remove(50);
            for (Socket client : waiting) {
                assertThat(statusOf(client)).isEqualTo(200);
            }
            assertThat(application.entered).hasValue(ROOM + 1 + 99);
        }
    }

    @Test
    void first_requests_that_are_handled_at_once_can_use_all_connections_to_the_database() throws Exception {
        var limits = ResourceLimits.defaults();
        start(new ResourceLimits(MAX_BODY, limits.bodyMemory(), limits.answerMemory(), 1_000, 1_000, 100, 3)
                .forDatabaseConnections(5));

        for (int i = 0; i < 15; i++) {
            send(PROJECTS);
        }

        await().atMost(SOON).until(() -> application.entered.get() == 10);
        assertThat(statusOf(send(LIVE))).isEqualTo(200);
        assertThat(application.entered).as("requests that are handled").hasValue(10);
        application.released.countDown();
    }

    @Test
    void waiting_request_is_not_refused_when_probes_sent_ahead_take_the_room() throws Exception {
        start(1_000, 16);
        takeRoom();
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(send(PROJECTS + LIVE));
        }

        application.released.countDown();

        for (Socket client : waiting) {
            assertThat(statusOf(client)).isEqualTo(200);
        }
        assertThat(application.entered).hasValue(ROOM + 50);
    }

    @Test
    void checks_of_the_database_that_hang_wait_unparsed_like_requests_for_projects(@TempDir Path directory)
            throws Exception {
        start(1_000, 16);
        List<Socket> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(send("GET /api/health/database HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }
        try (var probe = new RawConnection(server.port())) {
            assertThat(probe.ask(LIVE)).contains(" 200 ");
        }

        assertThat(parsedRequests(directory)).isLessThan(150);
        Socket lookUp = send(PROJECTS);
        application.released.countDown();
        assertThat(statusOf(lookUp)).isEqualTo(200);
        for (Socket client : all) {
            assertThat(statusOf(client)).isEqualTo(200);
        }
    }

    private static long parsedRequests(Path directory) {
        return HeapHistogram.of(ProcessHandle.current().pid(), directory)
                .instances("org.glassfish.grizzly.http.HttpServerFilter$ServerHttpRequestImpl");
    }

    @Test
    void incomplete_body_beyond_the_places_for_its_sender_is_answered_503() throws Exception {
        start(32, 16);
        takeRoom();
        Socket oldest = send(post(60_000).replace("/api/echo", "/api/projects") + "{");
        try (var probe = new RawConnection(server.port())) {
            assertThat(probe.ask(LIVE)).contains(" 200 "); // so the former was read
        }
        for (int i = 0; i < 17; i++) {
            send(PROJECTS);
        }

        assertThat(statusOf(oldest)).isEqualTo(503);
        application.released.countDown();
    }

    @Test
    void requests_that_are_refused_after_their_wait_delay_no_other() throws Exception {
        start(1_000, 16);
        takeRoom();
        for (int i = 0; i < 300; i++) {
            send(PROJECTS.replace("localhost", "elsewhere.example"));
        }
        Socket waiting = send(PROJECTS);
        for (int i = 0; i < 300; i++) {
            send(PROJECTS.replace("localhost", "elsewhere.example"));
        }

        long begun = System.nanoTime();
        application.released.countDown();

        assertThat(statusOf(waiting)).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10)); // 30 a second: 20 s
    }

    @Test
    void requests_of_clients_that_keep_their_connections_take_no_room_from_new_ones() throws Exception {
        start(1_000, 16);
        for (int i = 0; i < ROOM; i++) {
            Socket client = send("GET /api/thread HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(statusOf(client)).isEqualTo(200);
            client.getOutputStream().write(PROJECTS.getBytes(StandardCharsets.US_ASCII));
        }
        await().atMost(SOON).until(() -> application.entered.get() == ROOM);

        send(PROJECTS);

        await().atMost(SOON).until(() -> application.entered.get() == ROOM + 1);
        application.released.countDown();
    }

    @Test
    void large_pages_that_wait_for_others_take_no_room_from_look_ups() throws Exception {
        start(1_000, 200);
        for (int i = 0; i < 50; i++) {
            send(PROJECTS.replace(" HTTP", "?limit=100 HTTP"));
        }
        await().atMost(SOON).until(() -> application.entered.get() == LARGE_PAGES);

        send(PROJECTS);

        await().atMost(SOON).until(() -> application.entered.get() == LARGE_PAGES + 1);
        application.released.countDown();
    }

    @Test
    void request_that_waits_unparsed_and_is_incomplete_delays_no_other() throws Exception {
        start(1_000, 16);
        takeRoom();
        for (int i = 0; i < 50; i++) {
            send(PROJECTS.substring(0, PROJECTS.length() - 2));
        }
        List<Socket> waiting = List.of(send(PROJECTS), send(PROJECTS));
        for (int i = 0; i < 50; i++) {
            send(PROJECTS.substring(0, PROJECTS.length() - 2));
        }

        application.released.countDown();

        for (Socket client : waiting) {
            assertThat(statusOf(client)).isEqualTo(200);
        }
    }

    @Test
    void the_oldest_request_beyond_the_places_for_one_sender_is_answered_503_and_others_wait() throws Exception {
        start(32, 16);
        List<Socket> all = new ArrayList<>();
        for (int i = 0; i < ROOM + 17; i++) {
            all.add(send(PROJECTS));
        }
        await().atMost(SOON).until(() -> application.entered.get() == ROOM);

        all.add(send(PROJECTS));
        await().atMost(SOON).until(() -> all.stream().anyMatch(ResourceLimitsIT::hasAnswer));
        Socket oldest =
                all.stream().filter(ResourceLimitsIT::hasAnswer).findFirst().orElseThrow();
        assertThat(statusOf(oldest)).isEqualTo(503);
        all.remove(oldest);
        Socket other = send(PROJECTS.replace("Host:", "User-Agent: other\r\nHost:"));
        try (var probe = new RawConnection(server.port())) {
            assertThat(probe.ask(LIVE)).contains(" 200 ");
        }
        application.released.countDown();
        assertThat(statusOf(other)).isEqualTo(200);
        List<Integer> statuses = new ArrayList<>();
        for (Socket client : all) {
            statuses.add(statusOf(client));
        }
        assertThat(statuses).filteredOn(status -> status != 200).hasSizeLessThan(2); // one if both senders share a line
    }

    @Test
    void idle_connection_does_not_keep_its_last_request(@TempDir Path directory) throws Exception {
        start(ResourceLimits.defaults());
        for (int i = 0; i < 200; i++) {
            assertThat(statusOf(send("GET /api/thread HTTP/1.1\r\nHost: localhost\r\n\r\n")))
                    .isEqualTo(200);
        }

        assertThat(parsedRequests(directory)).isLessThan(150);
    }

    private static String post(int length) {
        return "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    private Socket send(String text) throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean hasAnswer(Socket client) {
        try {
            return client.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isBroken(Socket client) {
        try {
            client.getOutputStream().write('\r');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static int statusOf(Socket client) throws IOException {
        String head = new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return head.length() == 12 ? Integer.parseInt(head.substring(9)) : 0;
    }
}
