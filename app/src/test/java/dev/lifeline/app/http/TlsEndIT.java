package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.limit.ClientLimits;
import dev.lifeline.app.tls.TestTls;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.tls.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of TLS connections: a client can tell an orderly end from a connection that was cut. */
@Timeout(120)
class TlsEndIT {
    private static final String CLOSE = "Host: localhost\r\nConnection: close\r\n\r\n";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private TestAuthority authority;
    private HttpServer server;

    @BeforeEach
    void start() {
        authority = TestAuthority.create(directory, "authority");
        var limits = new ClientLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), 0);
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 4, limits).withTls(TestTls.of(authority.issue("service"))),
                new BlockingApplication(),
                (method, route, status, took) -> {},
                Tracing.global());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_connection_that_the_service_closes_after_an_answer_ends_in_order(String protocol) throws Exception {
        try (var client = new Client(protocol)) {
            client.send("GET /health/live HTTP/1.1\r\n" + CLOSE);
            client.readToTheEnd();

            assertThat(client.text()).startsWith("HTTP/1.1 200");
            assertThat(client.hasOrderlyEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_large_answer_is_complete_before_the_end(String protocol) throws Exception {
        try (var client = new Client(protocol)) {
            client.send("GET /api/large HTTP/1.1\r\n" + CLOSE);
            client.readToTheEnd();

            assertThat(client.text()).hasSizeGreaterThan(10_000_000); // the buffers may have no room for the message
        }
    }

    @Test
    void a_refused_body_and_malformed_headers_end_in_order() throws Exception {
        for (String request : new String[] {
            "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\nx",
            "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"
        }) {
            try (var client = new Client("TLSv1.3")) {
                client.send(request);
                client.readToTheEnd();

                assertThat(client.text()).startsWith("HTTP/1.1 4");
                assertThat(client.hasOrderlyEnd()).isTrue();
            }
        }
    }

    @Test
    void idle_connections_end_in_order_when_the_service_stops() throws Exception {
        try (var client = new Client("TLSv1.3")) {
            client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            client.readUntil("HTTP/1.1 200");
            server.stop(Duration.ofSeconds(5));
            client.readToTheEnd();

            assertThat(client.hasOrderlyEnd()).isTrue();
        }
    }

    @Test
    void a_connection_that_is_cut_within_an_answer_has_no_orderly_end() throws Exception {
        try (var client = new Client("TLSv1.3")) {
            client.send("GET /api/large HTTP/1.1\r\n" + CLOSE);
            await().pollDelay(Duration.ofSeconds(6)).atMost(LIMIT).until(() -> true); // longer than the answer timeout
            client.readToTheEnd();

            assertThat(client.text().length()).isLessThan(10_000_000);
            assertThat(client.hasOrderlyEnd()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_request_that_begins_right_after_the_handshake_must_be_complete_in_time(String protocol) throws Exception {
        try (var client = new Client(protocol)) {
            client.send("GET /health/live HTTP/1.1\r\n"); // with TLS 1.3 in one segment with the handshake's end
            client.readToTheEnd();

            assertThat(client.text()).isEmpty();
        }
    }

    /** Client that sees each message of TLS; the JDK's sockets hide how a connection ended. */
    private final class Client implements AutoCloseable {
        private static final int LIMIT_MILLIS = 20_000;

        private final Socket socket = new Socket();
        private final SSLEngine engine;
        private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private ByteBuffer received = ByteBuffer.allocate(0);
        private boolean atEnd;

        Client(String protocol) throws IOException, GeneralSecurityException {
            socket.setReceiveBufferSize(16_384);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.setSoTimeout(LIMIT_MILLIS);
            engine = authority.trustedByClients().createSSLEngine("localhost", server.port());
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(new String[] {protocol});
            engine.beginHandshake();
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                    case NEED_TASK -> engine.getDelegatedTask().run();
                    default -> unwrap();
                }
            }
        }

        void send(String request) throws IOException {
            wrap(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            flush();
        }

        private void wrap(ByteBuffer plain) throws IOException {
            ByteBuffer message = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(plain, message);
            unsent.write(message.array(), 0, message.position());
        }

        private void flush() throws IOException {
            unsent.writeTo(socket.getOutputStream());
            unsent.reset();
        }

        void readUntil(String part) throws IOException {
            while (!text().contains(part) && unwrap()) {
                // one message after the other
            }
        }

        void readToTheEnd() throws IOException {
            while (unwrap()) {
                // one message after the other
            }
        }

        /** Reads one message, or a part of one; returns false at the end. */
        private boolean unwrap() throws IOException {
            ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
            SSLEngineResult result = engine.unwrap(received, plain);
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            }
            text.write(plain.array(), 0, plain.position());
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                return receive();
            }
            return result.getStatus() != Status.CLOSED;
        }

        private boolean receive() throws IOException {
            flush();
            InputStream in = socket.getInputStream();
            byte[] more = new byte[32_768];
            int count;
            try {
                count = in.read(more);
            } catch (SocketException reset) {
                count = -1;
            }
            if (count < 0) {
                atEnd = true;
                return false;
            }
            ByteBuffer all = ByteBuffer.allocate(received.remaining() + count);
            received = all.put(received).put(more, 0, count).flip();
            return true;
        }

        /** Returns whether the service has sent {@code close_notify} before it closed the socket. */
        boolean hasOrderlyEnd() {
            return engine.isInboundDone() && !atEnd;
        }

        String text() {
            return text.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
