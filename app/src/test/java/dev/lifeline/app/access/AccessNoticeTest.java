package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.log.LogCapture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccessNoticeTest {
    private static final TokenSource TOKEN = new TokenSource(Token.of("x", "x".repeat(32)), null);

    @Test
    void an_open_service_says_so_even_on_loopback() {
        assertThat(linesOf(config(true, Map.of(Role.ADMIN, TOKEN)), false))
                .containsExactly("WARN THIS SERVICE IS OPEN: every client that reaches it needs no token for"
                        + " reading projects, writing projects, details (lifeline.access.open=true)");
    }

    @Test
    void a_service_that_others_reach_without_tokens_says_that_it_refuses_them() {
        assertThat(linesOf(config(false, Map.of(Role.READ, TOKEN, Role.WRITE, TOKEN)), true))
                .containsExactly("WARN Clients on other machines are refused: there is no token for details,"
                        + " administration (lifeline.access.*-token-file, or lifeline.access.open=true for a trusted"
                        + " network)");
    }

    @Test
    void nothing_is_said_on_loopback_or_with_all_tokens() {
        Map<Role, TokenSource> all =
                Arrays.stream(Role.values()).collect(Collectors.toMap(role -> role, role -> TOKEN));

        assertThat(linesOf(AccessConfig.defaults(), false)).isEmpty();
        assertThat(linesOf(config(false, all), true)).isEmpty();
        assertThat(linesOf(config(true, all), true)).isEmpty();
    }

    private static List<String> linesOf(AccessConfig config, boolean isReachable) {
        try (var log = LogCapture.of(AccessNotice.class)) {
            AccessNotice.log(config, isReachable);
            return log.lines();
        }
    }

    private static AccessConfig config(boolean open, Map<Role, TokenSource> tokens) {
        return new AccessConfig(List.of(), List.of(), tokens, null, open);
    }
}
