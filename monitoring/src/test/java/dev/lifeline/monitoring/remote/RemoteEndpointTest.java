package dev.lifeline.monitoring.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.settings.InvalidSettingsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:3000,                           http://127.0.0.1:3000/api/health/database",
        "http://127.0.0.1:3000/,                          http://127.0.0.1:3000/api/health/database",
        "' https://app.example.org ',                     https://app.example.org/api/health/database",
        "https://app.example.org/projects/,               https://app.example.org/projects/api/health/database",
        "http://127.0.0.1:3000/api/health/database,       http://127.0.0.1:3000/api/health/database",
        "http://127.0.0.1:3000/api/health/database/,      http://127.0.0.1:3000/api/health/database",
        "https://app.example.org/status/db,               https://app.example.org/status/db",
        "http://[::1]:3000,                               http://[::1]:3000/api/health/database",
        "HTTP://127.0.0.1:3000,                           HTTP://127.0.0.1:3000/api/health/database"
    })
    void base_url_is_completed_and_any_other_is_used_unchanged(String typed, String meant) {
        assertThat(RemoteEndpoint.parse(typed)).hasToString(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                       must begin with http:// or https://",
        "localhost:3000,                           must begin with http:// or https://",
        "ftp://127.0.0.1,                          must begin with http:// or https://",
        "http:/127.0.0.1,                          must name a host",
        "http://my_service:3000,                   must name a host",
        "http://127.0.0.1:0,                       must have a port from 1 to 65535",
        "http://127.0.0.1:65536,                   must have a port from 1 to 65535",
        "http://me:s3cret@127.0.0.1:3000,          must not hold a user name or a password",
        "http://127.0.0.1:3000/?token=s3cret,      must not have a ? or #",
        "http://127.0.0.1:3000/#s3cret,            must not have a ? or #",
        "http://127.0.0.1:3000/s3cret s3cret,      has a character that is not allowed at position 28"
    })
    void every_other_url_is_refused_without_being_quoted(String typed, String problem) {
        assertThatThrownBy(() -> RemoteEndpoint.parse(typed))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("URL " + problem)
                .hasMessageNotContaining("s3cret");
    }
}
