package dev.lifeline.app.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.random.RandomTexts;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any file has a certificate or a key, or is refused with the documented exception. */
class RandomPemTest {
    private static final String CERTIFICATE =
            """
            -----BEGIN CERTIFICATE-----
            MIIBnjCCAUSgAwIBAgIUWpwbSHeEbJrVM4gEZzmIR9zRfDUwCgYIKoZIzj0EAwIw
            GDEWMBQGA1UEAwwNb3VyLWF1dGhvcml0eTAeFw0yNjExMzAwMzI0NDBaFw0yNzEx
            MzAwMzI0NDBaMBkxFzAVBgNVBAMMDmRiLmV4YW1wbGUub3JnMFkwEwYHKoZIzj0C
            AQYIKoZIzj0DAQcDQgAEOeuhwsCr3/jzsScMZW5gQCInGbUY5a3QkEw+hiKpkxk6
            by2V/aEHF9wxwAZGfcXoTc23iPLOtJYazldZPIqpXKNrMGkwHQYDVR0OBBYEFA0q
            ZBgEULrb05SkN21+yLOzCby5MB8GA1UdIwQYMBaAFAWehJODK+2Bhv5nRt4I+B1Q
            zD1SMAwGA1UdEwEB/wQCMAAwGQYDVR0RBBIwEIIOZGIuZXhhbXBsZS5vcmcwCgYI
            KoZIzj0EAwIDSAAwRQIgNMkcrhQhyEObb3EYIKLiXUYMvlxlfd7UexoblEnYkPIC
            IQCbXS6EenSZy9bcyH38FTJsU7qqDobxQzNXMexziA06PQ==
            -----END CERTIFICATE-----
            """;

    private static final String[] PARTS = {
        "-", "-----", "-----BEGIN ", "-----END ", "CERTIFICATE-----", "PRIVATE KEY-----", "RSA ", "\n", "=", "AAAA", "/"
    };

    @Test
    void certificates_are_read_or_refused() {
        RandomTexts.of(List.of(CERTIFICATE, CERTIFICATE + CERTIFICATE), PARTS).check(text -> {
            try {
                assertThat(CertificatePem.parse(text.getBytes(ISO_8859_1))).isNotEmpty();
            } catch (GeneralSecurityException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        });
    }

    @Test
    void a_key_is_read_or_refused() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        String base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
        RandomTexts.of(List.of(pem), PARTS).check(text -> {
            try {
                assertThat(PrivateKeyPem.parse(text, pair.getPublic())).isNotNull();
            } catch (GeneralSecurityException refused) {
                assertThat(refused.getMessage()).isNotEmpty().doesNotContain(base64.substring(40, 60));
            }
        });
    }
}
