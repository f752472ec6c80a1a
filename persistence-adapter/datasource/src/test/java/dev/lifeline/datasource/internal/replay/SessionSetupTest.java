package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSetupTest {
    private final SessionSetup settings = new SessionSetup();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set lock_timeout = '7s'",
                "SET SESSION statement_timeout TO 0;",
                "set search_path=a, b",
                "set search_path to \"$user\", public",
                "set app.number = -1",
                "set app.tenant to '7'; set role = reader"
            })
    void plain_settings_can_be_made_again(String sql) {
        assertThat(settings.add(sql)).isTrue();
        assertThat(settings.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set local lock_timeout = '7s'",
                "set session authorization reader",
                "set lock_timeout = '7s'; create temp table t (n int)",
                "set app.text = 'a;b'",
                "set app.text = 'a; set app.other = b'",
                "set lock_timeout = 5 -- seconds",
                "reset lock_timeout",
                "select set_config('lock_timeout', '7s', false)"
            })
    void anything_else_cannot(String sql) {
        assertThat(settings.add(sql)).isFalse();
        assertThat(settings.isEmpty()).isTrue();
    }

    @Test
    void only_so_many_settings_are_kept() {
        for (int i = 0; i < 100; i++) {
            assertThat(settings.add("set app.n" + i + " = 1")).isTrue();
        }
        assertThat(settings.add("set app.last = 1")).isFalse();
    }
}
