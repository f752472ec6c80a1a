package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "192.0.2.7:80, 192.0.2.7",
        "[::], 0:0:0:0:0:0:0:0",
        "[::1]:3000, 0:0:0:0:0:0:0:1",
        "[1::], 1:0:0:0:0:0:0:0",
        "[2001:DB8::a:0:1], 2001:db8:0:0:0:a:0:1",
        "[1:2:3:4:5:6:7:8], 1:2:3:4:5:6:7:8",
        "[1:2:3:4:5:6:7::], 1:2:3:4:5:6:7:0",
        "[64:ff9b::192.0.2.7], 64:ff9b:0:0:0:0:c000:207",
        "[1:2:3:4:5:6:255.0.0.1], 1:2:3:4:5:6:ff00:1",
        "[::ffff:192.0.2.7], 192.0.2.7",
    })
    void literal_addresses_are_recognized(String text, String address) {
        assertThat(HostName.parse(text).orElseThrow().address().getHostAddress())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "999.1.1.1",
                "1.2.3.256",
                "010.0.0.1",
                "1.2.3.00",
                "[1.2.3.4]",
                "[::1.2.3.256]",
                "[::1.2.3]",
                "[::01.2.3.4]",
                "[1.2.3.4::]",
                "[1:2:3:4:5:6:7:1.2.3.4]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4:5:6:7:8::]",
                "[::1::]",
                "[:::]",
                "[1:::2]",
                "[:1]",
                "[1:]",
                "[12345::]",
                "[:]",
                "[.]",
                "[fe80::1%eth0]",
                "[fe80::1%1]",
            })
    void what_only_resembles_an_address_is_no_host(String text) {
        assertThat(HostName.parse(text)).isEmpty();
        assertThat(HostName.parseHop(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3", "1", "0x7f.1", "0x7f000001", "2130706433", "1.2.3.4.5", "1.2.3.4444", "a.b"})
    void names_are_no_addresses_even_if_a_resolver_takes_them_for_some(String text) {
        assertThat(HostName.parse(text).orElseThrow().address()).isNull();
        assertThat(HostName.parseHop(text)).isEmpty();
    }

    @Test
    void every_address_is_parsed_from_its_own_text() throws UnknownHostException {
        var random = new Random(20_261_130);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            InetAddress address = InetAddress.getByAddress(bytes);

            assertThat(HostName.parseHop(address.getHostAddress())).contains(address);
        }
    }
}
