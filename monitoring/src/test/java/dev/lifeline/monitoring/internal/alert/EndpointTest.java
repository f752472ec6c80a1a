package dev.lifeline.monitoring.internal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.org/services/T0?a=b, https://hooks.example.org/services/T0?a=b",
        "' https://hooks.example.org ', https://hooks.example.org",
        "https://me:secret@hooks.example.org:8443/a%20b?c=%26, https://hooks.example.org:8443/a%20b?c=%26",
        "HTTP://[::1]:9093/x#fragment, HTTP://[::1]:9093/x"
    })
    void what_is_asked_is_the_url_without_user_info_and_fragment(String url, String asked) {
        assertThat(endpoint(url).uri()).hasToString(asked);
    }

    @Test
    void user_info_becomes_basic_credentials() {
        assertThat(endpoint("https://me:s%40cr+t@hooks.example.org/").authorization())
                .contains("Basic bWU6c0Bjcit0"); // me:s@cr+t
        assertThat(endpoint("https://hooks.example.org/").authorization()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://alerts:9093, http://alerts:9093/api/v2/alerts",
        "http://alerts:9093/, http://alerts:9093/api/v2/alerts",
        "http://me:secret@alerts/prefix/, http://alerts/prefix/api/v2/alerts"
    })
    void a_path_is_appended_to_the_base(String base, String asked) {
        var below = endpoint(base).below("/api/v2/alerts");

        assertThat(below.uri()).hasToString(asked);
        assertThat(below.authorization()).isEqualTo(endpoint(base).authorization());
    }

    private static Endpoint endpoint(String url) {
        return Endpoint.parse("url", url);
    }
}
