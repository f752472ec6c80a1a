package dev.lifeline.rest.internal.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.rest.internal.json.UnreadableJsonException;
import dev.lifeline.testing.random.RandomTexts;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text in a body or a header is accepted, or refused with the documented exception. */
class RandomProjectInputTest {

    @Test
    void a_body_is_a_project_or_refused() {
        RandomTexts.of(
                        List.of(
                                "{\"slug\":\"a-1\",\"name\":\"n\",\"description\":null}",
                                "{\"slug\":\"a\",\"name\":\"\\u00e9\\n\",\"description\":\"\uD83D\uDE80\"}"),
                        "{",
                        "}",
                        "[",
                        "\"",
                        "\\",
                        "\\u",
                        ",",
                        ":",
                        "\"slug\":",
                        "1e",
                        "9",
                        "null",
                        "\uD83D",
                        "\0")
                .check(text -> {
                    assertBodyIsReadOrRefused(text.getBytes(StandardCharsets.UTF_8));
                    assertBodyIsReadOrRefused(text.getBytes(StandardCharsets.ISO_8859_1));
                });
    }

    private static void assertBodyIsReadOrRefused(byte[] body) {
        try {
            NewProject project = ProjectContentJson.parse(body);
            assertThat(project.slug().toString()).isNotEmpty();
        } catch (UnreadableJsonException | InvalidInputException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    @Test
    void a_precondition_is_read_or_refused() {
        RandomTexts.of(List.of("*", "\"1-2\"", "W/\"a\", \"b\"", "\"0-0\",\"\""), "\"", ",", " ", "W/", "*", "\\", "-")
                .check(text -> {
                    try {
                        assertThat(IfMatch.require(PreconditionHeaders.of(text)))
                                .isNotNull();
                    } catch (InvalidInputException refused) {
                        assertThat(refused.field()).isEqualTo(HttpHeaders.IF_MATCH);
                    }
                });
    }

    @Test
    void a_key_that_is_read_is_the_one_that_was_written() {
        RandomTexts.of(List.of("\"8e03978e-40d5\"", "\"a\\\\b\\\"c\""), "\"", "\\", "\\\\", "\\\"", " ", "\u007f")
                .check(text -> {
                    try {
                        String key = IdempotencyKey.parse(List.of(text));
                        String written = "\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
                        assertThat(text.strip()).isEqualTo(written);
                    } catch (InvalidInputException refused) {
                        assertThat(refused.field()).isEqualTo(IdempotencyKey.HEADER);
                    }
                });
    }
}
