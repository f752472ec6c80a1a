package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that clients put into the forwarding headers of a trusted proxy. */
@Timeout(30)
class ForwardingHeadersTest {
    private static final int LONG = 15_000;

    private final Clients clients =
            new Clients(List.of(AddressRange.parse("127.0.0.1").orElseThrow()));

    /** Parses the header 500 times, which would take minutes if the time were quadratic in the length. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "; ", ";for=", "\"", "a", ",", ", ", "=", "[", "1.", ":"})
    void the_cost_of_a_header_is_proportional_to_its_length(String part) {
        String many = part.repeat(LONG / part.length());
        for (int i = 0; i < 500; i++) {
            assertThat(nameOf("Forwarded", "for=" + many + "\"x")).isNotEqualTo("192.0.2.9");
        }
        for (int i = 0; i < 500; i++) {
            assertThat(nameOf("X-Forwarded-For", "a" + many + "x")).isNotEqualTo("192.0.2.9");
        }
    }

    @Test
    void random_headers_name_a_client_or_none() {
        var random = new Random(20_261_129);
        String alphabet = "for=\"; ,[]:.0127 fF%\t";
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThatCode(() -> nameOf("Forwarded", text.toString()))
                    .as(text.toString())
                    .doesNotThrowAnyException();
            assertThatCode(() -> nameOf("X-Forwarded-For", text.toString()))
                    .as(text.toString())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=192.0.2.9",
                "For=\"192.0.2.9\"",
                "for=192.0.2.9:80",
                "proto=http; for=192.0.2.9 ;by=a",
                "for=\"[2001:db8::1]\", for=192.0.2.9"
            })
    void the_last_client_is_found_in_every_spelling(String header) {
        assertThat(nameOf("Forwarded", header)).isEqualTo("192.0.2.9");
    }

    private String nameOf(String header, String value) {
        return clients.nameOf(FakeRequest.of("GET", "/").from("127.0.0.1").with(header, value));
    }
}
