package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.app.logging.Logging;
import dev.lifeline.testing.http.EventReader;
import dev.lifeline.testing.log.PlatformLogCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many clients of the event stream, on a real server, with both kinds of threads. */
@Timeout(300)
class EventStreamIT {
    private static final String EVENTS = "/api/monitoring/events";
    private static final int MOST_READERS = 64;

    /** Wait for a place: the 5 s in which a new stream cannot be replaced, and a margin for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(15);

    /** Ten megabytes: more than all buffers between the server and a client can hold. */
    private static final int FLOOD = 20_000;

    private final List<EventReader> readers = new ArrayList<>();
    private FollowedService service;

    /** Ways in which requests get their threads. */
    enum Threads {
        LANES(() -> RequestExecutor.pooled(2, 2)),
        THOSE_OF_THIS_JDK(() -> RequestExecutor.create(200));

        private final Supplier<RequestExecutor> maker;

        Threads(Supplier<RequestExecutor> maker) {
            this.maker = maker;
        }
    }

    @AfterEach
    void end() throws IOException {
        service.close();
        for (EventReader reader : readers) {
            reader.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_readers_take_nothing_from_other_requests_and_one_more_is_refused(Threads threads) throws IOException {
        start(threads);
        for (int i = 0; i < MOST_READERS; i++) {
            read();
        }

        HttpResponse<InputStream> oneMore = service.get(EVENTS);
        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.headers().firstValue("Retry-After")).contains("5");
        oneMore.body().close();
        for (String path : List.of("/api/projects", "/api/monitoring/status", "/health/live", "/metrics")) {
            assertThat(status(path)).as(path).isEqualTo(200);
        }

        readers.remove(0).close();
        await().atMost(Duration.ofSeconds(30)).until(() -> status(EVENTS) == 200);
    }

    @ParameterizedTest
    @EnumSource
    void reader_that_does_not_read_is_dropped_while_another_reads_on(Threads threads) throws IOException {
        start(threads);
        EventReader quick = read();
        try (Socket slow = silentReader()) {
            for (int told = 1; told <= FLOOD; told++) {
                service.happen();
                if (told % 100 == 0) {
                    assertThat(quick.nextWith("event: incident", "id: ", "-" + 2 * told))
                            .isNotEmpty();
                }
            }

            // shorter than the interval of keep-alive comments, 5 s: a stream that is still open times out
            slow.setSoTimeout(4_000);
            assertThat(isEnded(slow)).isTrue();
        }
        service.happen();
        assertThat(quick.nextWith("event: incident", "-" + 2 * (FLOOD + 1))).isNotEmpty();
    }

    /** 64 clients that did not read kept all others out for 26 s and longer. */
    @ParameterizedTest
    @EnumSource
    void readers_that_do_not_read_keep_no_other_client_out(Threads threads) throws IOException {
        start(threads);
        EventReader earlier = read();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * MOST_READERS; i++) {
                silent.add(silentReader());
            }

            EventReader replaced = readSoon();
            for (int i = 0; i < 8; i++) {
                read();
            }

            assertThat(earlier.nextWith("no such event"))
                    .as("the oldest, which gives way")
                    .isEmpty();
            read();
            service.happen();
            readers.remove(earlier);
            for (EventReader reader : readers) {
                assertThat(reader.nextWith("event: incident")).isNotEmpty();
            }
            assertThat(replaced.next()).isNotEmpty();
            assertThat(status("/health/live")).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void stop_waits_neither_for_open_streams_nor_for_readers_that_hung_up(Threads threads) throws IOException {
        Logging.install();
        start(threads);
        for (int i = 0; i < 20; i++) {
            read();
        }
        for (int i = 0; i < 5; i++) {
            readers.remove(0).close();
        }
        var logged = new PlatformLogCapture("org.glassfish");
        long begun = System.nanoTime();

        service.stop(Duration.ofSeconds(60));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        for (EventReader reader : readers) {
            assertThat(reader.nextWith("no such event")).as("the end, in order").isEmpty();
        }
        assertThat(logged.messages()).isEmpty();
    }

    private void start(Threads threads) {
        service = new FollowedService(threads.maker.get());
    }

    /** Opens a stream from which the test never reads. */
    private Socket silentReader() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress("127.0.0.1", service.port()));
        socket.getOutputStream()
                .write(("GET " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private EventReader read() throws IOException {
        HttpResponse<InputStream> answer = service.get(EVENTS);
        EventReader reader = new EventReader(answer.body());
        readers.add(reader);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(reader.next()).isNotEmpty();
        return reader;
    }

    /** Asks for a stream once a second until one is granted. */
    private EventReader readSoon() {
        HttpResponse<InputStream> answer = await().atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> service.get(EVENTS), got -> got.statusCode() == 200);
        var reader = new EventReader(answer.body());
        readers.add(reader);
        return reader;
    }

    private int status(String path) throws IOException {
        HttpResponse<InputStream> answer = service.get(path);
        answer.body().close();
        return answer.statusCode();
    }

    /** Reads all bytes in flight, and returns whether the server then closes or resets the connection. */
    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().transferTo(OutputStream.nullOutputStream()) > 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
