package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 15, number 28: bytes that are not UTF-8 are refused, not searched for as replacement characters. */
class UndecodableQueryTest {
    @AutoClose
    private final RunningService service = RunningService.start();

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "a%C3", "%ED%A0%80", "%C0%AF"})
    void query_that_is_no_utf_8_names_the_parameter(String text) {
        HttpResponse<String> answer = service.get("/api/projects?q=" + text);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"q\"");
    }

    @Test
    void replacement_character_that_was_sent_as_such_is_searched_for() {
        assertThat(service.get("/api/projects?q=%EF%BF%BD").statusCode()).isEqualTo(200);
    }
}
