package dev.lifeline.monitoring.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.monitoring.internal.alert.Endpoint;
import dev.lifeline.testing.random.RandomTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text is a URL of a service or of a receiver of alerts, or refused. */
class RandomEndpointTest {
    private static final String SECRET = "gEhEiM";

    private final RandomTexts urls = RandomTexts.of(
            List.of(
                    "https://one.example.org:8443/base/",
                    "http://[::1]:8080/api/health/database",
                    "https://me:" + SECRET + "@hooks.example.org/" + SECRET + "?token=" + SECRET),
            "/",
            ":",
            "@",
            "?",
            "#",
            "%",
            "%4",
            "[",
            "]",
            "//",
            "99999",
            "\u00e9",
            " ");

    @Test
    void the_url_of_a_service_is_parsed_or_refused() {
        urls.check(text -> {
            try {
                RemoteEndpoint endpoint = RemoteEndpoint.parse(text);
                assertThat(RemoteEndpoint.parse(endpoint.toString())).isEqualTo(endpoint);
                assertThat(endpoint.incidents()).isNotNull();
            } catch (InvalidSettingsException refused) {
                assertThat(refused.getMessage()).isNotEmpty().doesNotContain(SECRET);
            }
        });
    }

    @Test
    void the_url_of_a_receiver_is_parsed_or_refused_and_never_shown() {
        urls.check(text -> {
            try {
                assertThat(Endpoint.parse("alerts.webhook-url", text).toString())
                        .doesNotContain(SECRET + "@", "/" + SECRET, "token=");
            } catch (InvalidSettingsException refused) {
                assertThat(refused.getMessage()).isNotEmpty().doesNotContain(SECRET);
            }
        });
    }
}
