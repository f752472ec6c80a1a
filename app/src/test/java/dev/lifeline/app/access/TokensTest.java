package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.log.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private static final String FIRST = "first-first-first-first-first-first-first";
    private static final String SECOND = "second-second-second-second-second-second";

    @TempDir
    Path directory;

    @Test
    void a_changed_file_is_in_force_after_a_reload_and_an_invalid_one_is_reported_once() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), FIRST + "\n");
        var tokens = new Tokens(Map.of(Role.READ, new TokenSource(Token.read("x", file), file)), Set.of(Role.READ));
        try (var log = LogCapture.of(Tokens.class)) {
            tokens.reload();
            assertThat(tokens.rolesOf(FIRST)).containsExactly(Role.READ);

            Files.writeString(file, SECOND);
            tokens.reload();
            assertThat(tokens.rolesOf(FIRST)).isEmpty();
            assertThat(tokens.rolesOf(SECOND)).containsExactly(Role.READ);

            Files.writeString(file, "short");
            tokens.reload();
            tokens.reload();
            Files.delete(file);
            tokens.reload();
            assertThat(tokens.rolesOf(SECOND)).containsExactly(Role.READ);

            assertThat(log.lines())
                    .containsExactly(
                            "INFO A new token of lifeline.access.read-token-file is in force",
                            "WARN lifeline.access.read-token-file must have at least 32 characters, but has 5"
                                    + " (not shown); the last token stays in force");
        }
    }

    @Test
    void no_text_shows_a_token() {
        assertThat(new TokenSource(Token.of("x", FIRST), null))
                .hasToString("TokenSource[token=Token[hidden], file=null]");
    }
}
