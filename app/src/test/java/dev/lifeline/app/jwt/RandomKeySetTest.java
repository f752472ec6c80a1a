package dev.lifeline.app.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.random.RandomTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any answer of an issuer is a key set or an OpenID configuration, or refused with the documented exception. */
class RandomKeySetTest {
    private static final String[] JSON = {
        "{", "}", "[", "]", "\"", "\\", ",", ":", "null", "9", "\"kty\":", "\"n\":", "\"use\":\"enc\"", "AQAB", "\0"
    };

    @Test
    void a_key_set_is_read_or_refused() {
        RandomTexts.of(
                        List.of(
                                TestIssuer.keySet(TestIssuer.of("a", "RS256"), TestIssuer.of("b", "ES256")),
                                TestIssuer.keySet(TestIssuer.of("c", "EdDSA"))),
                        JSON)
                .check(text -> {
                    try {
                        assertThat(VerificationKeys.parse(text.getBytes(UTF_8)).find("a", "RSA", "RS256"))
                                .isNotNull();
                    } catch (InvalidKeysException refused) {
                        assertThat(refused).hasMessageMatching("(?s).+");
                    }
                });
    }

    @Test
    void an_openid_configuration_is_read_or_refused() {
        KeyLocation source = KeyLocation.ofIssuer("https://a.example.org").orElseThrow();
        RandomTexts.of(
                        List.of("{\"issuer\":\"https://a.example.org\",\"jwks_uri\":\"https://a.example.org/keys\"}"),
                        JSON)
                .check(text -> {
                    try {
                        assertThat(OpenIdConfiguration.keys(text.getBytes(UTF_8), source)
                                        .isEncrypted())
                                .isTrue();
                    } catch (InvalidKeysException refused) {
                        assertThat(refused).hasMessageMatching("(?s).+");
                    }
                });
    }

    @Test
    void a_location_is_a_file_or_a_url_or_none() {
        RandomTexts.of(
                        List.of("https://a.example.org/keys", "/etc/keys.json", "http://[::1]:80/"),
                        ":",
                        "/",
                        "//",
                        "@",
                        "#",
                        "?",
                        "%",
                        "[",
                        "\0",
                        "\u00e9")
                .check(text -> {
                    assertThat(KeyLocation.parse(text)).isNotNull();
                    assertThat(KeyLocation.ofIssuer(text)).isNotNull();
                });
    }
}
