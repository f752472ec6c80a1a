package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.log.LogCapture;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
    private final FakeTicker ticker = new FakeTicker();
    private final WrongTokens wrong = new WrongTokens(ticker);

    @Test
    void one_line_a_minute_has_the_sum_and_the_addresses() {
        try (var log = LogCapture.of(WrongTokens.class)) {
            wrong.report();
            add("192.0.2.1", 334);
            add("192.0.2.2", 2);
            wrong.report();
            add("192.0.2.1", 5);
            wrong.report();
            ticker.advance(Duration.ofSeconds(59));
            wrong.report();
            ticker.advance(Duration.ofSeconds(1));
            wrong.report();
            wrong.report();

            assertThat(log.lines())
                    .containsExactly(
                            "WARN Wrong access tokens: 336 from 2 addresses (192.0.2.1: 334, 192.0.2.2: 2)",
                            "WARN Wrong access tokens: 5 from 1 address (192.0.2.1: 5)");
        }
    }

    @Test
    void addresses_of_one_ipv6_network_count_as_one_and_few_are_named() {
        try (var log = LogCapture.of(WrongTokens.class)) {
            add("2001:db8::1", 6);
            add("2001:db8::2", 6);
            assertThat(wrong.areTooMany(client("2001:db8::3"))).isTrue();
            for (int i = 1; i <= 7; i++) {
                add("192.0.2." + i, 1);
            }
            wrong.report();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN Wrong access tokens: 19 from 8 addresses (2001:db8:0:0:0:0:0:0/64: 12, ")
                    .endsWith(", …)");
        }
    }

    @Test
    void memory_is_bounded_and_sums_stay_right() {
        try (var log = LogCapture.of(WrongTokens.class)) {
            for (int i = 0; i < 100_000; i++) {
                add("10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff), 1);
            }
            wrong.report();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN Wrong access tokens: 100000 from 1000 ");
        }
    }

    private void add(String address, int times) {
        for (int i = 0; i < times; i++) {
            wrong.add(client(address));
        }
    }

    private static String client(String address) {
        try {
            return ClientNetwork.text(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
