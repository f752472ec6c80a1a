package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class UserFunctionsTest {

    @Test
    void names_before_parentheses_are_found() {
        assertThat(UserFunctions.namesIn("select a.F (1), \"g\"(2), h1$ ( 3 ), x from t where y in (1)"))
                .containsExactly("f", "g", "h1$", "in");
    }

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void long_values_take_no_long_time() {
        String value = "deadbeef".repeat(100_000);
        assertThat(UserFunctions.namesIn("select f('" + value + "', '" + "a ".repeat(10) + " ".repeat(200_000) + "')"))
                .containsExactly("f");
    }
}
