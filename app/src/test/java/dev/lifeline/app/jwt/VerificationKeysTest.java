package dev.lifeline.app.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jose4j.jwk.OctJwkGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key sets, including invalid ones. */
class VerificationKeysTest {
    private static final TestIssuer ONE = TestIssuer.of("one", "ES256");
    private static final TestIssuer TWO = TestIssuer.of("two", "ES256");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "null",
                "{\"keys\":1}",
                "{\"keys\":[]}",
                "{\"keys\":[{}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"secret-text"
            })
    void what_is_no_key_set_is_refused_without_its_text(String text) {
        assertThatThrownBy(() -> VerificationKeys.parse(text.getBytes(UTF_8)))
                .isInstanceOf(InvalidKeysException.class)
                .hasNoCause()
                .hasMessageStartingWith("it ")
                .hasMessageNotContaining("secret-text");
    }

    @Test
    void deep_and_large_sets_are_refused() {
        assertThatThrownBy(() -> parse("{\"keys\":" + "[".repeat(200_000))).isInstanceOf(InvalidKeysException.class);
        assertThatThrownBy(() -> VerificationKeys.parse(new byte[VerificationKeys.MAX_BYTES + 1]))
                .hasMessage("it has more than 524288 bytes");
        TestIssuer[] many = IntStream.range(0, 101).mapToObj(i -> ONE).toArray(TestIssuer[]::new);
        assertThatThrownBy(() -> parse(TestIssuer.keySet(many))).hasMessage("it has more than 100 keys");
    }

    @Test
    void keys_for_encryption_and_shared_ones_are_not_used() throws Exception {
        var encryption = TestIssuer.of("encryption", "ES256").key();
        encryption.setUse("enc");
        var signing = TestIssuer.of("signing", "ES256").key();
        signing.setKeyOps(Arrays.asList("sign"));
        String shared = TestIssuer.keySet(OctJwkGenerator.generateJwk(256));

        assertThat(parse(TestIssuer.keySet(ONE.key(), encryption, signing)).size())
                .isEqualTo(1);
        assertThatThrownBy(() -> parse(shared)).hasMessage("it has no public key for signatures");
    }

    @Test
    void a_token_without_a_key_id_has_the_only_key_for_its_algorithm() throws Exception {
        assertThat(parse(TestIssuer.keySet(ONE)).find(null, "EC", "ES256")).isPresent();
        assertThat(parse(TestIssuer.keySet(ONE, TWO)).find(null, "EC", "ES256")).isEmpty();
        assertThat(parse(TestIssuer.keySet(ONE, TWO)).find("two", "EC", "ES256"))
                .contains(TWO.key().getKey());
        assertThat(parse(TestIssuer.keySet(ONE)).find("one", "RSA", "RS256")).isEmpty();
    }

    private static VerificationKeys parse(String json) throws InvalidKeysException {
        return VerificationKeys.parse(json.getBytes(UTF_8));
    }
}
