package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.settings.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestConfigTest {

    @Test
    void by_default_reconnects_are_forbidden_and_bodies_have_64_KiB() {
        assertThat(RestConfig.defaults()).isEqualTo(new RestConfig(null, false, false, 65_536));
    }

    @Test
    void the_text_of_a_config_hides_the_token() {
        var config = new RestConfig("s3cret-s3cret-s3cret-s3cret-s3cret", true, false, 2_048);

        assertThat(config)
                .hasToString("RestConfig[adminRule=ADAPTER, adminToken=(hidden), loopbackOnly=true, "
                        + "readinessIncludesDatabase=false,"
                        + " maxBodyBytes=2048]");
    }

    @Test
    void the_text_of_a_config_shows_a_missing_token() {
        assertThat(RestConfig.defaults().toString()).contains("adminToken=none");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "two words", "grün", "line\nbreak", "a=b"})
    void a_token_that_no_header_can_carry_is_refused_without_showing_it(String token) {
        assertThatThrownBy(() -> new RestConfig("x".repeat(32) + token, false, false, 65_536))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("admin.token must consist of letters, digits and any of ._~+/- with = only at its end,"
                        + " but is something else (not shown)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "abc.DEF_0-9~+/", "c2VjcmV0=="})
    void a_token_that_a_header_can_carry_is_taken(String token) {
        assertThatCode(() -> new RestConfig("x".repeat(31) + token, false, false, 65_536))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "31-characters-are-not-enough-31"})
    void a_token_that_can_be_guessed_is_refused_without_showing_it(String token) {
        assertThatThrownBy(() -> new RestConfig(token, false, false, 65_536))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("admin.token must have at least 32 characters, but is shorter (not shown)");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_023, 16 * 1_024 * 1_024 + 1})
    void a_body_size_out_of_bounds_is_refused(int size) {
        assertThatThrownBy(() -> new RestConfig(null, false, false, size))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("http.max-body-bytes must be from 1024 to 16777216, but is " + size);
    }
}
