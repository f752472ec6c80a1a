package dev.lifeline.app.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLocationTest {
    @ParameterizedTest
    @CsvSource({
        "https://sso.example.org, https://sso.example.org/.well-known/openid-configuration",
        "https://sso.example.org/, https://sso.example.org/.well-known/openid-configuration",
        "https://sso.example.org/a/b, https://sso.example.org/a/b/.well-known/openid-configuration",
        "https://sso.example.org/a/b/, https://sso.example.org/a/b/.well-known/openid-configuration",
        "http://127.0.0.1:8080/a, http://127.0.0.1:8080/a/.well-known/openid-configuration",
        "http://localhost/a, http://localhost/a/.well-known/openid-configuration",
        "http://[::1]/a, http://[::1]/a/.well-known/openid-configuration",
    })
    void an_issuer_has_its_configuration_below_its_name(String issuer, String url) {
        KeyLocation location = KeyLocation.ofIssuer(issuer).orElseThrow();

        assertThat(location).hasToString(url);
        assertThat(location.issuer()).isEqualTo(issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issuer",
                "http://sso.example.org",
                "http://127.example.org",
                "http://localhost.example.org",
                "http://127.999.1.1",
                "https://sso.example.org/?tenant=a",
                "https://sso.example.org/#a",
                "https://user@sso.example.org",
                "https:///a",
                "https://sso.example.org/ a",
                "file:///etc/jwks.json",
            })
    void an_issuer_without_a_safe_address_has_none(String issuer) {
        assertThat(KeyLocation.ofIssuer(issuer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/jwks, true",
        "http://LOCALHOST/jwks, true",
        "https://keys.example.org/jwks, true",
        "jwks.json, true",
        "http://keys.example.org/jwks, false",
        "http://127.example.org/jwks, false",
        "http://127.255.0.9/jwks, true",
    })
    void plain_http_is_protected_on_loopback_only(String text, boolean isProtected) {
        assertThat(KeyLocation.parse(text).orElseThrow().isProtected()).isEqualTo(isProtected);
    }
}
