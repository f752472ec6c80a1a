package dev.lifeline.monitoring.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {

    @Test
    void only_one_is_singular() {
        assertThat(Plural.count(0, "attempt")).isEqualTo("0 attempts");
        assertThat(Plural.count(1, "attempt")).isEqualTo("1 attempt");
        assertThat(Plural.count(2, "retry", "retries")).isEqualTo("2 retries");
    }
}
