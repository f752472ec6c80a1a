package dev.lifeline.app.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.jwt.KeyEndpoint.Behaviour;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.log.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that the issuer names, with a real server. */
@Timeout(120)
class KeyDiscoveryIT {
    private static final TestIssuer OLD = TestIssuer.of("old", "ES256");
    private static final TestIssuer NEW = TestIssuer.of("new", "ES256");
    private static final String CONFIGURATION = "/realms/main/.well-known/openid-configuration";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KeyEndpoint server = new KeyEndpoint(OLD);
    private final FakeTicker ticker = new FakeTicker();
    private final LogCapture log = LogCapture.of(IssuerKeys.class);
    private final IssuerKeys keys = new IssuerKeys(server.discovered(), ticker);

    @AfterEach
    void close() {
        keys.close();
        server.close();
        log.close();
    }

    @Test
    void the_configuration_of_the_issuer_names_the_keys_each_time_they_are_read() {
        keys.readIfDue();
        assertThat(keys.current()).isPresent();
        assertThat(server.paths()).containsExactly(CONFIGURATION, "/jwks");

        server.describe(server.configuration("/moved"));
        server.publish(NEW);
        keys.readIfDue();
        assertThat(server.requests()).isEqualTo(2);
        ticker.advance(Duration.ofMinutes(5));
        keys.readIfDue();

        assertThat(server.paths()).containsExactly(CONFIGURATION, "/jwks", CONFIGURATION, "/moved");
        assertThat(keys.current().orElseThrow().find("new", "EC", "ES256")).isPresent();
        assertThat(log.lines())
                .hasSize(2)
                .allMatch(line -> line.matches("INFO Keys of http://.*/(jwks|moved) that .*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "<html>",
                "{\"issuer\":\"https://other.example.org\",\"jwks_uri\":\"SERVER/jwks\"}",
                "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"http://keys.example.org/jwks\"}",
            })
    void another_configuration_gives_no_keys_and_one_line(String text) {
        String issuer = server.issuer();
        server.describe(text.replace("ISSUER", issuer).replace("SERVER", issuer.replace("/realms/main/", "")));

        keys.readIfDue();
        ticker.advance(Duration.ofSeconds(10));
        keys.readIfDue();

        assertThat(keys.areUnavailable()).isTrue();
        assertThat(server.paths()).containsExactly(CONFIGURATION, CONFIGURATION);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN The keys of JSON Web Tokens cannot be read from " + server.discovered() + " (it")
                .endsWith("); tokens cannot be verified, and are answered 503");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ANSWERS")
    void a_configuration_that_cannot_be_read_leaves_the_last_keys_in_force(Behaviour behaviour) {
        keys.readIfDue();
        var first = keys.current();
        server.behaveInDiscovery(behaviour);
        server.publish(NEW);
        ticker.advance(Duration.ofMinutes(5));

        long begun = System.nanoTime();
        keys.readIfDue();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
        assertThat(keys.current()).isEqualTo(first).isPresent();
        assertThat(keys.areUnavailable()).isTrue();
        assertThat(log.lines().get(1))
                .contains("cannot be read from " + server.discovered())
                .endsWith("the last ones stay in force");
    }

    @Test
    void keys_that_cannot_be_read_are_named_by_their_own_address() {
        server.behave(Behaviour.FAILS);
        keys.readIfDue();

        assertThat(log.lines()).singleElement().asString().contains("/jwks (the answer is 500); tokens cannot be");

        server.behave(Behaviour.ANSWERS);
        ticker.advance(Duration.ofSeconds(10));
        keys.readIfDue();
        assertThat(log.lines()).hasSize(3).last().asString().endsWith("/jwks again");
    }

    @Test
    void one_time_limit_holds_for_both_documents() {
        server.behave(Behaviour.HANGS);
        var times = List.of(0L, DocumentClient.TIMEOUT.toNanos() - 1).iterator();
        Ticker jumping = times::next;
        long begun = System.nanoTime();
        try (var reader = new DiscoveredKeys(server.discovered(), jumping)) {
            assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessage("no answer within 5 s");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DocumentClient.TIMEOUT);
    }

    @Test
    void reading_begins_without_delaying_its_creator_and_on_demand() {
        server.behaveInDiscovery(Behaviour.HANGS);
        long begun = System.nanoTime();
        keys.start();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DocumentClient.TIMEOUT);

        server.behaveInDiscovery(Behaviour.ANSWERS);
        ticker.advance(IssuerKeys.BETWEEN_DEMANDS);
        var unused = keys.demand();
        await().atMost(LIMIT).until(() -> keys.current().isPresent());
    }
}
