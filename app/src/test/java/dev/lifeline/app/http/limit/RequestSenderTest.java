package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSenderTest {
    private static final String START = "GET /api/projects HTTP/1.1\r\nHost: localhost\r\n";
    private final RequestSender senders = new RequestSender(InetAddress::isLoopbackAddress);

    @ParameterizedTest
    @ValueSource(strings = {"User-Agent", "user-agent", "X-Forwarded-For", "Forwarded", "Authorization"})
    void clients_of_a_proxy_differ_by_headers_that_name_them(String header) throws Exception {
        assertThat(proxied(header + ": one\r\n")).isNotEqualTo(proxied(header + ": other\r\n"));
        assertThat(proxied(header + ": one\r\nA: 1\r\n")).isEqualTo(proxied(header + ": one\r\nA: 2\r\n"));
    }

    @Test
    void requests_of_one_client_of_a_proxy_do_not_differ_by_path_or_number() throws Exception {
        int first = sender("127.0.0.1", "GET /api/projects/a HTTP/1.1\r\nX-Request-Id: 1\r\nUser-Agent: one\r\n\r\n");
        int second = sender("127.0.0.1", "GET /api/projects/b HTTP/1.1\r\nX-Request-Id: 2\r\nUser-Agent: one\r\n\r\n");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void other_clients_differ_by_address_alone() throws Exception {
        int first = sender("192.0.2.7", START + "User-Agent: one\r\n\r\n");

        assertThat(sender("192.0.2.7", START + "User-Agent: other\r\n\r\n")).isEqualTo(first);
        assertThat(sender("192.0.2.8", START + "User-Agent: one\r\n\r\n")).isNotEqualTo(first);
    }

    @Test
    void addresses_of_one_ipv6_network_are_one_client() throws Exception {
        int first = sender("2001:db8::1", START);

        assertThat(sender("2001:db8::ffff:0:0:2", START)).isEqualTo(first);
        assertThat(sender("2001:db8:0:1::1", START)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "G", "GET /api/projects HTTP/1.1\r\n", "GET / HTTP/1.1\r\nUser-Agent", "\n\n\nuser-agent:"})
    void incomplete_requests_have_a_sender_as_well(String bytes) throws Exception {
        assertThat(sender("127.0.0.1", bytes)).isEqualTo(sender("127.0.0.1", bytes));
    }

    private int proxied(String headers) throws UnknownHostException {
        return sender("127.0.0.1", START + headers + "\r\n");
    }

    private int sender(String address, String bytes) throws UnknownHostException {
        Buffer buffer = Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, bytes.getBytes(StandardCharsets.US_ASCII));
        return senders.of(InetAddress.getByName(address), buffer);
    }
}
