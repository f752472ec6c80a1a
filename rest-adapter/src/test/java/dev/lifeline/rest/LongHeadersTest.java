package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of almost the maximum length: each gets a clear response. */
class LongHeadersTest {
    private static final int LONG = 7_000;
    private static final String APOLLO = "{\"slug\":\"apollo\",\"name\":\"Apollo\"}";

    private RunningService service;

    @BeforeEach
    void start() {
        service = RunningService.start();
        service.given("apollo", "Apollo", null);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\t", " ,", "\"", "W/", "\"a\" ", "\\"})
    void a_long_precondition_that_is_malformed_is_refused_and_named(String part) {
        HttpResponse<String> answer = delete("\"a\", ".repeat(LONG / 10) + part.repeat(LONG / part.length() / 2) + "x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"If-Match\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", " , ", ",\t"})
    void empty_elements_of_a_list_are_skipped(String part) {
        String many = part.repeat(LONG / part.length() / 3);

        assertThat(delete(many + "\"x\"" + many + "\"y\"" + many).statusCode()).isEqualTo(412);
        assertThat(delete(many).statusCode()).isEqualTo(400);
        assertThat(delete("\"x\" \"y\"").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "\\\"", "\\\\", "\"", "\\", "é"})
    void a_long_key_is_refused_and_named(String part) {
        HttpResponse<String> answer = post("\"" + part.repeat(LONG / part.length()) + "\"");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"Idempotency-Key\"");
    }

    @Test
    void headers_of_random_characters_are_never_a_failure_of_the_service() {
        Random random = new Random(20261129);
        String alphabet = "\"\\,* \tW/a1;=";
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "\"a\"," : "\"a");
            int length = random.nextInt(1, 2_000);
            for (int at = 0; at < length; at++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(delete(text.toString()).statusCode()).isBetween(400, 499);
            assertThat(post(text.toString()).statusCode()).isBetween(400, 499);
        }
    }

    private HttpResponse<String> delete(String ifMatch) {
        return service.send("DELETE", "/api/projects/apollo", "", "If-Match", ifMatch);
    }

    private HttpResponse<String> post(String key) {
        return service.send(
                "POST", "/api/projects", APOLLO, "Content-Type", "application/json", "Idempotency-Key", key);
    }
}
