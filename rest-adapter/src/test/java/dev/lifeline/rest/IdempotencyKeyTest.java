package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.write.WriteInProgressException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes that clients may repeat with an idempotency key. */
class IdempotencyKeyTest {
    private static final String APOLLO = "{\"slug\":\"apollo\",\"name\":\"Apollo\"}";
    private static final String KEY = "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"";

    private RunningService service;

    @BeforeEach
    void start() {
        service = RunningService.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_repeated_request_gets_the_first_answer_again_and_a_mark() {
        HttpResponse<String> first = post(APOLLO, KEY);
        HttpResponse<String> again = post(APOLLO, KEY);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    }

    @Test
    void a_refusal_is_repeated_too() {
        service.given("apollo", "Apollo", null);

        assertThat(post(APOLLO, KEY).statusCode()).isEqualTo(409);
        service.send("DELETE", "/api/projects/apollo", "", "If-Match", "*");

        HttpResponse<String> again = post(APOLLO, KEY);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void another_body_under_the_same_key_is_refused() {
        post(APOLLO, KEY);

        HttpResponse<String> answer = post("{\"slug\":\"gemini\",\"name\":\"Gemini\"}", KEY);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/problems/idempotency-key-reused");
        assertThat(service.get("/api/projects/gemini").statusCode()).isEqualTo(404);
    }

    @Test
    void replacing_and_deleting_are_repeatable_too() {
        service.given("apollo", "Apollo", null);
        String tag =
                service.get("/api/projects/apollo").headers().firstValue("ETag").orElseThrow();
        String changed = "{\"slug\":\"apollo\",\"name\":\"Changed\"}";
        String[] headers = {"Content-Type", "application/json", "If-Match", tag, "Idempotency-Key", KEY};

        HttpResponse<String> first = service.send("PUT", "/api/projects/apollo", changed, headers);
        HttpResponse<String> again = service.send("PUT", "/api/projects/apollo", changed, headers);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());

        String newest = first.headers().firstValue("ETag").orElseThrow();
        String[] deletion = {"If-Match", newest, "Idempotency-Key", KEY};
        assertThat(service.send("DELETE", "/api/projects/apollo", "", deletion).statusCode())
                .isEqualTo(204);
        assertThat(service.send("DELETE", "/api/projects/apollo", "", deletion).statusCode())
                .isEqualTo(204);
    }

    @Test
    void the_same_key_on_another_project_or_condition_is_refused() {
        service.given("apollo", "Apollo", null);
        service.send("DELETE", "/api/projects/apollo", "", "If-Match", "*", "Idempotency-Key", KEY);

        assertThat(service.send("DELETE", "/api/projects/gemini", "", "If-Match", "*", "Idempotency-Key", KEY)
                        .statusCode())
                .isEqualTo(422);
        assertThat(service.send("DELETE", "/api/projects/apollo", "", "If-Match", "\"x\"", "Idempotency-Key", KEY)
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare", "\"open", "\"a\";b=1", "\"\"", "\"a\\b\"", "\"a\", \"b\"", "'a'"})
    void a_malformed_key_is_refused_and_named(String key) {
        HttpResponse<String> answer = post(APOLLO, key);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"Idempotency-Key\"");
    }

    @Test
    void a_key_may_have_255_characters_and_no_more() {
        assertThat(post(APOLLO, "\"" + "k".repeat(256) + "\"").statusCode()).isEqualTo(400);
        assertThat(post(APOLLO, "\"" + "k".repeat(253) + "\\\"\\\\\"").statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_key_is_the_caller_s_own_where_callers_are_known() {
        service.caller = () -> "alice";
        post(APOLLO, KEY);

        service.caller = () -> "b".repeat(1_000);
        HttpResponse<String> other = post(APOLLO, KEY);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.headers().firstValue("Idempotency-Replayed")).isEmpty();

        service.caller = () -> "alice";
        assertThat(post(APOLLO, KEY).headers().firstValue("Idempotency-Replayed"))
                .contains("true");
    }

    @Test
    void two_keys_are_refused() {
        assertThat(service.send(
                                "POST",
                                "/api/projects",
                                APOLLO,
                                "Content-Type",
                                "application/json",
                                "Idempotency-Key",
                                KEY,
                                "Idempotency-Key",
                                KEY)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_request_with_a_key_in_progress_gets_a_retry_after() {
        service.create = (token, project) -> {
            throw new WriteInProgressException(token, Duration.ofSeconds(1));
        };

        HttpResponse<String> answer = post(APOLLO, KEY);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("/problems/request-in-progress");
    }

    private HttpResponse<String> post(String body, String key) {
        return service.send("POST", "/api/projects", body, "Content-Type", "application/json", "Idempotency-Key", key);
    }
}
