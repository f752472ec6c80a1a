package dev.lifeline.app.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.log.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Times at which keys are read, by the clock of the test. */
class IssuerKeysTest {
    private static final TestIssuer ISSUER = TestIssuer.of("a", "ES256");
    private static final long LIMIT_SECONDS = 20;

    private final FakeTicker ticker = new FakeTicker();
    private final FakeReader reader = new FakeReader();
    private final LogCapture log = LogCapture.of(IssuerKeys.class);
    private final IssuerKeys keys = new IssuerKeys(reader, ticker);

    /** Reader that returns what the test has set. */
    private static final class FakeReader implements KeyReader {
        private volatile String answer = TestIssuer.keySet(ISSUER);
        private volatile int reads;

        @Override
        public byte[] read() throws IOException {
            reads++;
            if (answer == null) {
                throw new IOException("the answer is 500");
            }
            return answer.getBytes(UTF_8);
        }

        @Override
        public KeyLocation location() {
            return KeyLocation.parse("http://keys.example.org/jwks?secret=1").orElseThrow();
        }

        @Override
        public Duration interval() {
            return Duration.ofMinutes(5);
        }
    }

    @AfterEach
    void close() {
        keys.close();
        log.close();
    }

    @Test
    void keys_are_read_every_five_minutes_and_ten_seconds_after_a_failure() {
        keys.readIfDue();
        keys.readIfDue();
        assertThat(reader.reads).isEqualTo(1);

        reader.answer = null;
        ticker.advance(Duration.ofMinutes(5));
        keys.readIfDue();
        ticker.advance(Duration.ofSeconds(9));
        keys.readIfDue();
        assertThat(reader.reads).isEqualTo(2);

        ticker.advance(Duration.ofSeconds(1));
        keys.readIfDue();
        assertThat(reader.reads).isEqualTo(3);
    }

    @Test
    void keys_are_read_on_demand_once_in_ten_seconds() throws Exception {
        for (int i = 0; i < 100; i++) {
            keys.demand().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(reader.reads).isEqualTo(1);

        ticker.advance(IssuerKeys.BETWEEN_DEMANDS);
        keys.demand().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        keys.demand().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(reader.reads).isEqualTo(2);
    }

    @Test
    void what_cannot_be_read_or_used_leaves_the_last_keys_in_force_and_is_logged_once() {
        assertThat(keys.areUnavailable()).isTrue();
        keys.readIfDue();
        assertThat(keys.areUnavailable()).isFalse();
        var first = keys.current();

        for (String answer : new String[] {null, "<html>", "{\"keys\":[]}"}) {
            reader.answer = answer;
            ticker.advance(Duration.ofMinutes(5));
            keys.readIfDue();
            assertThat(keys.current()).isEqualTo(first);
            assertThat(keys.areUnavailable()).isTrue();
        }
        reader.answer = TestIssuer.keySet(ISSUER);
        ticker.advance(Duration.ofMinutes(5));
        keys.readIfDue();

        assertThat(keys.areUnavailable()).isFalse();
        assertThat(keys.current()).isEqualTo(first);
        assertThat(log.lines())
                .containsExactly(
                        "WARN The keys of JSON Web Tokens come from http://keys.example.org/jwks, not encrypted: use"
                                + " https",
                        "INFO Keys of http://keys.example.org/jwks that verify JSON Web Tokens: 1",
                        "WARN The keys of JSON Web Tokens cannot be read from http://keys.example.org/jwks (the answer"
                                + " is 500); the last ones stay in force",
                        "INFO The keys of JSON Web Tokens can be read from http://keys.example.org/jwks again");
    }
}
