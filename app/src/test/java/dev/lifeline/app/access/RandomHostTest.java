package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.random.RandomTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text is a host, or none; no name server is asked. */
class RandomHostTest {
    private final RandomTexts hosts = RandomTexts.of(
            List.of("db.example.org:8080", "127.0.0.1", "[::1]:80", "[::ffff:192.0.2.7]", "10.0.0.0/8", "a_b."),
            ".",
            ":",
            "::",
            "[",
            "]",
            "/",
            "%",
            "255",
            "999",
            "ffff",
            "-");

    @Test
    void the_text_of_an_address_means_the_same_address() {
        hosts.check(text -> {
            HostName.parse(text).ifPresent(RandomHostTest::assertSameAgain);
            HostName.parseWithoutPort(text).ifPresent(RandomHostTest::assertSameAgain);
            assertThat(HostName.parseHop(text)).isNotNull();
        });
    }

    private static void assertSameAgain(HostName host) {
        if (host.address() != null) {
            assertThat(HostName.parseWithoutPort(host.text()).orElseThrow().address())
                    .isEqualTo(host.address());
        }
    }

    @Test
    void a_range_of_addresses_contains_its_own_address() {
        hosts.check(text -> AddressRange.parse(text)
                .ifPresent(range -> assertThat(range.contains(range.address())).isTrue()));
    }
}
