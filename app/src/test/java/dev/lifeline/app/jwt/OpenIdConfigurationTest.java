package dev.lifeline.app.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenIdConfigurationTest {
    private static final String ISSUER = "https://sso.example.org/a";
    private static final KeyLocation SOURCE = KeyLocation.ofIssuer(ISSUER).orElseThrow();

    @Test
    void its_location_of_keys_may_be_on_another_host() throws Exception {
        String json = "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"https://keys.example.org/jwks?v=1\",\"a\":[{}]}";

        assertThat(OpenIdConfiguration.keys(json.getBytes(UTF_8), SOURCE))
                .isEqualTo(
                        KeyLocation.parse("https://keys.example.org/jwks?v=1").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "<html> | it is no OpenID configuration",
                "[] | it is no OpenID configuration",
                "null | it is no OpenID configuration",
                "^^ | it is no OpenID configuration",
                "{\"issuer\":\"a\",\"issuer\":\"https://sso.example.org/a\"} | it is no OpenID configuration",
                "{} | its issuer is not https://sso.example.org/a, but null",
                "{\"issuer\":[\"https://sso.example.org/a\"]} | its issuer is not https://sso.example.org/a, but [",
                "{\"issuer\":\"https://sso.example.org/a/\"} | its issuer is not https://sso.example.org/a, but https",
                "{\"issuer\":\"https://SSO.example.org/a\"} | its issuer is not https://sso.example.org/a, but https",
                "{\"issuer\":\"https://sso.example.org/a\"} | it has no jwks_uri",
                "{\"issuer\":\"https://sso.example.org/a\",\"jwks_uri\":7} | it has no jwks_uri",
                "{\"issuer\":\"https://sso.example.org/a\",\"jwks_uri\":\"/etc/jwks.json\"} | its jwks_uri is no http",
                "{\"issuer\":\"https://sso.example.org/a\",\"jwks_uri\":\"file:///jwks\"} | its jwks_uri is no http",
                "{\"issuer\":\"https://sso.example.org/a\",\"jwks_uri\":\"https://u@a/\"} | its jwks_uri is no http",
                "{\"issuer\":\"https://sso.example.org/a\",\"jwks_uri\":\"http://a/\"} | its jwks_uri is not encrypted",
                "{\"issuer\":\"https://sso.example.org/a\",\"jwks_uri\":\"http://127.0.0.1/\"} | its jwks_uri is not",
            })
    void another_document_is_refused(String json, String reason) {
        assertThatThrownBy(() -> OpenIdConfiguration.keys(json.getBytes(UTF_8), SOURCE))
                .isInstanceOf(InvalidKeysException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void it_may_not_be_larger_than_a_key_set_and_shows_little_of_itself() {
        String name = "{\"issuer\":\"" + "a".repeat(100_000) + "\"}";

        assertThatThrownBy(() -> OpenIdConfiguration.keys(new byte[VerificationKeys.MAX_BYTES + 1], SOURCE))
                .hasMessage("it has more than 524288 bytes");
        assertThatThrownBy(() -> OpenIdConfiguration.keys(name.getBytes(UTF_8), SOURCE))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }
}
