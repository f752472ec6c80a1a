package dev.lifeline.app.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.jwt.JwtResult.Status;
import dev.lifeline.app.jwt.TokenCheck.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures and claims. */
class TokenCheckTest {
    private static final TestIssuer RSA = TestIssuer.of("rsa", "RS256");
    private static final Instant NOW = Instant.now();
    private static final long SKEW = 30;

    private final TokenCheck check = check("roles");

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void signatures_with_a_pair_of_keys_are_accepted(String algorithm) throws Exception {
        TestIssuer issuer = TestIssuer.of("a", algorithm);

        assertThat(result(issuer.token("read", "admin"), issuer))
                .isEqualTo(new JwtResult(Status.VALID, Set.of("read", "admin")));
        assertThat(result(issuer.token("read"), RSA)).isNull();
    }

    @Test
    void a_token_without_a_signature_is_wrong() throws Exception {
        String header = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        String signed = RSA.token("admin");
        String payload = signed.split("\\.")[1];

        assertThat(status(header + "." + payload + ".")).isEqualTo(Status.WRONG);
        assertThat(status(signed.substring(0, signed.lastIndexOf('.') + 1))).isEqualTo(Status.WRONG);
    }

    @Test
    void a_public_key_is_no_shared_secret() throws Exception {
        byte[] published = RSA.key().getPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(published)
                + "\n-----END PUBLIC KEY-----\n";
        String claims = TestIssuer.claims("admin").toJson();

        for (byte[] secret : List.of(published, pem.getBytes(UTF_8))) {
            assertThat(status(RSA.token(claims, "HS256", new HmacKey(secret), Map.of())))
                    .isEqualTo(Status.WRONG);
        }
    }

    @Test
    void a_shared_key_of_the_issuer_is_not_used() throws Exception {
        JsonWebKey shared = OctJwkGenerator.generateJwk(256);
        shared.setKeyId("rsa");
        String token = RSA.token(TestIssuer.claims("admin").toJson(), "HS256", shared.getKey(), Map.of());
        VerificationKeys keys =
                VerificationKeys.parse(TestIssuer.keySet(shared, RSA.key()).getBytes(UTF_8));

        assertThat(keys.size()).isEqualTo(1);
        assertThat(check.check(token, Optional.of(keys), NOW).result()).isEqualTo(JwtResult.WRONG);
    }

    @Test
    void a_key_that_the_token_brings_is_not_used() throws Exception {
        TestIssuer stranger = TestIssuer.of("rsa", "RS256");
        String jwk = stranger.key().toJson();

        assertThat(status(stranger.token(TestIssuer.claims("admin"), Map.of("jwk", jwk, "jku", "http://127.0.0.1:1/"))))
                .isEqualTo(Status.WRONG);
    }

    @Test
    void a_changed_token_is_wrong() throws Exception {
        String[] parts = RSA.token("read").split("\\.");
        String other = RSA.token("admin").split("\\.")[1];

        assertThat(status(parts[0] + "." + other + "." + parts[2])).isEqualTo(Status.WRONG);
    }

    @Test
    void a_critical_header_that_is_unknown_is_refused() throws Exception {
        assertThat(status(RSA.token(TestIssuer.claims("read"), Map.of("crit", List.of("x"), "x", 1))))
                .isEqualTo(Status.WRONG);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://other.example.org/",
        "iss, ",
        "aud, other",
        "aud, ",
        "exp, ",
        "exp, never",
    })
    void a_token_with_another_or_no_value_of_a_required_claim_is_wrong(String claim, String value) throws Exception {
        assertThat(status(RSA.token(changed(claims -> {
                    claims.unsetClaim(claim);
                    if (value != null) {
                        claims.setClaim(claim, value);
                    }
                }))))
                .isEqualTo(Status.WRONG);
    }

    @Test
    void one_of_several_audiences_is_enough() throws Exception {
        assertThat(status(RSA.token(changed(claims -> claims.setAudience("other", TestIssuer.AUDIENCE)))))
                .isEqualTo(Status.VALID);
    }

    @Test
    void times_are_compared_with_the_allowed_difference_of_clocks() throws Exception {
        String expired = RSA.token(changed(claims -> claims.setExpirationTime(inSeconds(-SKEW - 2))));
        String justExpired = RSA.token(changed(claims -> claims.setExpirationTime(inSeconds(-SKEW + 5))));
        String early = RSA.token(changed(claims -> claims.setNotBefore(inSeconds(SKEW + 5))));
        String justEarly = RSA.token(changed(claims -> claims.setNotBefore(inSeconds(SKEW - 5))));

        assertThat(List.of(status(expired), status(justExpired), status(early), status(justEarly)))
                .containsExactly(Status.WRONG, Status.VALID, Status.WRONG, Status.VALID);
        assertThat(outcome(justExpired).end()).isBetween(NOW, NOW.plusSeconds(SKEW));
    }

    @Test
    void the_claim_with_roles_is_a_list_or_words_and_may_lie_within_others() throws Exception {
        String words = RSA.token(changed(claims -> claims.setStringClaim("scope", " openid  write ")));
        String inner =
                RSA.token(changed(claims -> claims.setClaim("realm_access", Map.of("roles", List.of("a", "b")))));
        String url = RSA.token(changed(claims -> claims.setClaim("https://a.b/roles", List.of("c", 1))));

        assertThat(roles("scope", words)).containsExactlyInAnyOrder("openid", "write");
        assertThat(roles("realm_access.roles", inner)).containsExactlyInAnyOrder("a", "b");
        assertThat(roles("https://a.b/roles", url)).containsExactly("c");
        assertThat(roles("absent.roles", url)).isEmpty();
    }

    @Test
    void only_three_parts_of_bounded_length_are_a_token() throws Exception {
        String token = RSA.token("read");
        String large = RSA.token("x".repeat(TokenCheck.MAX_LENGTH));

        assertThat(TokenCheck.isToken(token)).isTrue();
        assertThat(List.of(large, "ey", "ey.", "ey..", "ey.a", token + ".a", token + ".a.b", "a.b.c", ""))
                .noneMatch(TokenCheck::isToken);
    }

    @Test
    void no_damage_to_a_token_causes_anything_else_than_a_refusal() throws Exception {
        String token = RSA.token("read");
        int signed = token.lastIndexOf('.');
        var random = new Random(42);
        List<Status> found = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            var damaged = new StringBuilder(token);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                damaged.setCharAt(random.nextInt(signed), (char) random.nextInt(128));
            }
            String text = i % 3 == 0 ? damaged.substring(0, random.nextInt(signed)) : damaged.toString();
            JwtResult result = text.equals(token) ? null : outcome(text).result();
            if (result != null) {
                found.add(result.status());
            }
        }

        assertThat(found).hasSizeGreaterThan(500).containsOnly(Status.WRONG);
    }

    private static JwtClaims changed(Consumer<JwtClaims> change) {
        JwtClaims claims = TestIssuer.claims("read");
        change.accept(claims);
        return claims;
    }

    private static NumericDate inSeconds(long seconds) {
        return NumericDate.fromSeconds(NOW.getEpochSecond() + seconds);
    }

    private Status status(String token) throws Exception {
        return outcome(token).result().status();
    }

    private Outcome outcome(String token) throws Exception {
        return check.check(token, keys(RSA), NOW);
    }

    private JwtResult result(String token, TestIssuer issuer) throws Exception {
        return check.check(token, keys(issuer), NOW).result();
    }

    private static Set<String> roles(String claim, String token) throws Exception {
        return check(claim).check(token, keys(RSA), NOW).result().roles();
    }

    private static Optional<VerificationKeys> keys(TestIssuer issuer) throws Exception {
        return Optional.of(VerificationKeys.parse(TestIssuer.keySet(issuer).getBytes(UTF_8)));
    }

    private static TokenCheck check(String claim) {
        return new TokenCheck(new JwtConfig(
                TestIssuer.NAME,
                TestIssuer.AUDIENCE,
                KeyLocation.ofFile(Path.of("unused")),
                claim,
                Duration.ofSeconds(SKEW)));
    }
}
