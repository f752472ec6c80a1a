package dev.lifeline.datasource.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which the addresses of a host are tried; both accept connections. */
class HostAddressesTest {
    private static final int TIMEOUT_MILLIS = 10_000;

    private InetAddress first;
    private InetAddress second;
    private ServerSocket ofFirst;
    private ServerSocket ofSecond;
    private HostAddresses addresses;

    @BeforeEach
    void listen() throws IOException {
        first = InetAddress.getByName("127.0.0.1");
        second = InetAddress.getByName("127.0.0.2");
        ofFirst = new ServerSocket(0, 50, first);
        ofSecond = new ServerSocket(ofFirst.getLocalPort(), 50, second);
        addresses = new HostAddresses(host -> new InetAddress[] {first, second});
    }

    @AfterEach
    void close() throws IOException {
        ofFirst.close();
        ofSecond.close();
    }

    @Test
    void an_address_that_failed_is_tried_after_the_others_until_a_login_on_it_succeeds() throws IOException {
        assertThat(chosen()).isEqualTo(first);
        addresses.failed(first);
        assertThat(chosen()).isEqualTo(second);

        addresses.succeeded(first);

        assertThat(chosen()).isEqualTo(first);
    }

    @Test
    void of_addresses_that_have_all_failed_the_oldest_failure_is_tried_first() throws IOException {
        addresses.failed(first);
        addresses.failed(second);
        assertThat(chosen()).isEqualTo(first);

        addresses.failed(first);

        assertThat(chosen()).isEqualTo(second);
    }

    private InetAddress chosen() throws IOException {
        return addresses
                .choose(
                        InetSocketAddress.createUnresolved("database.lifeline.invalid", ofFirst.getLocalPort()),
                        TIMEOUT_MILLIS)
                .getAddress();
    }
}
