package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request with both a length and a transfer encoding is refused, and nothing after it is read (RFC 9112, section
 * 6.3).
 */
@Timeout(60)
class TwoLengthsIT {
    private static final String START = "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";

    private HttpServer server;

    @BeforeEach
    void start() {
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 1),
                new BlockingApplication(),
                (method, route, status, time) -> {},
                Tracing.global(),
                RequestExecutor.create(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "content-length: 0\r\nX-Other: 1\r\ntransfer-encoding: Chunked\r\n",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: five\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: -1\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nTransfer-Encoding: gzip, chunked\r\n",
            })
    void request_with_length_and_transfer_encoding_is_refused_and_its_connection_closed(String headers)
            throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask(
                            START + headers + "\r\n0\r\n\r\nGET /api/thread HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("Connection: close");
            assertThat(connection.next()).isEmpty();
        }
    }

    @Test
    void headers_that_arrive_in_two_parts_are_refused_as_well() throws Exception {
        for (String first : List.of("Content-Le", "Content-Length: 5", "Content-Length: 5\r\nTransfer-Enc")) {
            String headers = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
            try (var connection = new RawConnection(server.port())) {
                connection.send(START + first);
                try (var other = new RawConnection(server.port())) { // its answer shows that the first part was read
                    other.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                }
                assertThat(connection.ask(headers.substring(first.length()))).startsWith("HTTP/1.1 400");
            }
        }
    }

    @Test
    void request_with_one_of_them_is_served() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask(START + "Content-Length: 5\r\n\r\nhello"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("hello");
            assertThat(connection.ask(START + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("hi");
        }
    }
}
