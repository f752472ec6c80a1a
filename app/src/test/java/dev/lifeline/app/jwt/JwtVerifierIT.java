package dev.lifeline.app.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.jwt.JwtResult.Status;
import dev.lifeline.app.jwt.KeyEndpoint.Behaviour;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.wait.Bounded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Verification with keys of a real server and of a file. */
@Timeout(120)
class JwtVerifierIT {
    private static final TestIssuer OLD = TestIssuer.of("old", "RS256");
    private static final TestIssuer NEW = TestIssuer.of("new", "ES256");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final KeyEndpoint server = new KeyEndpoint(OLD);
    private final FakeTicker ticker = new FakeTicker();
    private JwtVerifier verifier = verifier(server.location(), Clock.systemUTC());

    @AfterEach
    void close() {
        verifier.close();
        server.close();
    }

    @Test
    void a_valid_token_is_verified_once_and_then_known_until_it_expires() {
        String token = OLD.token("read");
        assertThat(verifier.known(token)).isEmpty();

        JwtResult result = result(token);

        assertThat(result.status()).isEqualTo(Status.VALID);
        assertThat(result.roles()).containsExactly("read");
        assertThat(verifier.known(token)).contains(result);
        Clock later = Clock.fixed(Instant.now().plus(Duration.ofMinutes(11)), ZoneOffset.UTC);
        try (var other = verifier(server.location(), later)) {
            assertThat(result(other, token).status()).isEqualTo(Status.WRONG);
            assertThat(other.known(token)).isEmpty();
        }
    }

    /** A token of 8,192 characters has room for over a thousand values. */
    @Test
    void of_a_valid_token_only_the_values_that_grant_a_role_are_kept() {
        String[] values = Stream.concat(
                        Stream.of("read"), IntStream.range(0, 400).mapToObj(i -> "team-" + i))
                .toArray(String[]::new);
        String token = OLD.token(values);

        assertThat(result(token).roles()).containsExactly("read");

        assertThat(verifier.known(token).orElseThrow().roles()).containsExactly("read");
        assertThat(result(OLD.token("team-1"))).isEqualTo(new JwtResult(Status.VALID, Set.of()));
    }

    @Test
    void a_wrong_token_is_not_remembered() {
        String token = NEW.token("read");

        assertThat(result(token)).isEqualTo(JwtResult.WRONG);
        assertThat(verifier.known(token)).isEmpty();
    }

    @Test
    void a_new_key_is_known_with_the_first_token_that_it_signs_and_a_withdrawn_one_ends_its_tokens() {
        String old = OLD.token("read");
        assertThat(result(old).status()).isEqualTo(Status.VALID);

        server.publish(NEW);
        ticker.advance(IssuerKeys.BETWEEN_DEMANDS);

        assertThat(result(NEW.token("read")).status()).isEqualTo(Status.VALID);
        assertThat(verifier.known(old)).isEmpty();
        ticker.advance(IssuerKeys.BETWEEN_DEMANDS);
        assertThat(result(old)).isEqualTo(JwtResult.WRONG);
    }

    @Test
    void unknown_keys_cause_one_request_to_the_server_in_ten_seconds() {
        result(OLD.token("read"));
        int before = server.requests();

        List<CompletableFuture<JwtResult>> results = IntStream.range(0, 100)
                .mapToObj(i -> verify(NEW.token("a" + i)))
                .toList();

        assertThat(results.stream().map(JwtVerifierIT::join)).containsOnly(JwtResult.WRONG);
        assertThat(server.requests() - before).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ANSWERS")
    void a_server_that_is_away_slow_or_lies_costs_no_token_with_a_known_key(Behaviour behaviour) {
        assertThat(result(OLD.token("read")).status()).isEqualTo(Status.VALID);
        server.behave(behaviour);
        server.publish(NEW);
        ticker.advance(IssuerKeys.BETWEEN_DEMANDS);

        List<CompletableFuture<JwtResult>> unknown = IntStream.range(0, 300)
                .mapToObj(i -> verify(NEW.token("a" + i)))
                .toList();

        assertThat(result(OLD.token("write")).status()).isEqualTo(Status.VALID);
        assertThat(unknown.stream().map(JwtVerifierIT::join)).isSubsetOf(JwtResult.NO_KEYS, JwtResult.BUSY);
        assertThat(result(OLD.token("admin")).status()).isEqualTo(Status.VALID);
    }

    /** Each has a parsed request that waits with it. */
    @Test
    void the_number_of_tokens_that_wait_is_limited() {
        server.behave(Behaviour.HANGS);
        try (var small = verifier(server.location(), 12, Clock.systemUTC())) {
            List<CompletableFuture<JwtResult>> unknown = IntStream.range(0, 300)
                    .mapToObj(i -> verify(small, NEW.token("a" + i)))
                    .toList();

            List<JwtResult> results = unknown.stream().map(JwtVerifierIT::join).toList();
            assertThat(results).filteredOn(JwtResult.NO_KEYS::equals).hasSizeLessThanOrEqualTo(2);
            assertThat(results).filteredOn(JwtResult.BUSY::equals).hasSizeGreaterThanOrEqualTo(298);
        }
    }

    @Test
    void tokens_cannot_be_verified_before_the_server_has_answered_once() {
        server.behave(Behaviour.FAILS);
        try (var early = verifier(server.location(), Clock.systemUTC())) {
            assertThat(result(early, OLD.token("read"))).isEqualTo(JwtResult.NO_KEYS);

            server.behave(Behaviour.ANSWERS);
            ticker.advance(IssuerKeys.BETWEEN_DEMANDS);
            assertThat(result(early, OLD.token("read")).status()).isEqualTo(Status.VALID);
        }
    }

    @Test
    void a_changed_file_is_in_force_within_seconds() throws Exception {
        Path file = Files.writeString(directory.resolve("jwks.json"), TestIssuer.keySet(OLD));
        try (var fromFile = verifier(KeyLocation.ofFile(file), Clock.systemUTC())) {
            assertThat(result(fromFile, OLD.token("read")).status()).isEqualTo(Status.VALID);

            Files.writeString(file, TestIssuer.keySet(NEW));
            ticker.advance(Duration.ofSeconds(2));
            await().atMost(LIMIT)
                    .until(() -> result(fromFile, NEW.token("read")).status() == Status.VALID);
        }
    }

    @Test
    void its_threads_end() {
        result(OLD.token("read"));
        verifier.close();

        await().atMost(LIMIT).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("lifeline-access")));
    }

    private JwtResult result(String token) {
        return result(verifier, token);
    }

    private static JwtResult result(JwtVerifier verifier, String token) {
        return join(verify(verifier, token));
    }

    private CompletableFuture<JwtResult> verify(String token) {
        return verify(verifier, token);
    }

    private static CompletableFuture<JwtResult> verify(JwtVerifier verifier, String token) {
        var result = new CompletableFuture<JwtResult>();
        verifier.verify(token, result::complete);
        return result;
    }

    private static JwtResult join(CompletableFuture<JwtResult> result) {
        return Bounded.get(result);
    }

    private JwtVerifier verifier(KeyLocation keys, Clock clock) {
        return verifier(keys, 1_000, clock);
    }

    private JwtVerifier verifier(KeyLocation keys, int maxTokens, Clock clock) {
        return new JwtVerifier(
                new JwtConfig(TestIssuer.NAME, TestIssuer.AUDIENCE, keys, "roles", Duration.ofSeconds(30)),
                Set.of("read", "write", "admin"),
                maxTokens,
                ticker,
                clock);
    }
}
