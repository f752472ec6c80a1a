package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindProjectTest {

    @AutoClose
    private final RunningService service = RunningService.start();

    @Test
    void a_project_is_found_by_its_slug() {
        service.clock.advance(Duration.ofNanos(123_456_000));
        var project = service.given("apollo", "Apollo \"11\" ü 🚀", "To the\nmoon");

        HttpResponse<String> answer = service.get("/api/projects/apollo");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + project.id() + "\",\"slug\":\"apollo\","
                        + "\"name\":\"Apollo \\\"11\\\" ü \\uD83D\\uDE80\",\"description\":\"To the\\nmoon\","
                        + "\"createdAt\":\"2024-01-15T10:30:00.123456Z\","
                        + "\"updatedAt\":\"2024-01-15T10:30:00.123456Z\",\"version\":0}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Content-Length")).isPresent();
    }

    @Test
    void a_project_is_found_by_its_id_in_either_case() {
        var project = service.given("apollo", "Apollo", null);
        String id = project.id().toString();

        assertThat(service.get("/api/projects/" + id).body()).contains("\"slug\":\"apollo\"");
        assertThat(service.get("/api/projects/" + id.toUpperCase(Locale.ROOT)).body())
                .contains("\"id\":\"" + id + "\"");
    }

    @Test
    void a_missing_description_is_null() {
        service.given("apollo", "Apollo", null);

        assertThat(service.get("/api/projects/apollo").body()).contains("\"description\":null");
    }

    @Test
    void an_answer_carries_a_strong_tag_made_of_id_and_version() {
        var project = service.given("apollo", "Apollo", null);

        assertThat(service.get("/api/projects/apollo").headers().firstValue("ETag"))
                .contains("\"" + project.id() + "-0\"");
    }

    @Test
    void a_client_with_the_current_version_gets_304() {
        service.given("apollo", "Apollo", null);
        String tag =
                service.get("/api/projects/apollo").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> answer = service.get("/api/projects/apollo", "If-None-Match", "\"other\", " + tag);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "no-tag-at-all", "\"unfinished", ","})
    void a_client_with_another_version_gets_the_project(String tag) {
        service.given("apollo", "Apollo", null);

        HttpResponse<String> answer = service.get("/api/projects/apollo", "If-None-Match", tag);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"slug\":\"apollo\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "7c9e6679-7425-40de-944b-e07fc1f90ae7"})
    void an_unknown_project_is_a_problem_404(String reference) {
        HttpResponse<String> answer = service.get("/api/projects/" + reference);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"There is no such project\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Apollo", "a--b", "-a", "a_b", "a%20b", "a%2Fb", "%C3%BC", "%00", "1-2-3-4-", "a.json"})
    void a_text_that_is_neither_id_nor_slug_is_a_problem_400(String reference) throws IOException {
        String answer =
                service.sendRaw("GET /api/projects/" + reference + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/problem+json\r\n")
                .contains("\"type\":\"/problems/invalid-input\"")
                .contains("\"field\":\"idOrSlug\"");
    }

    @Test
    void head_returns_only_the_headers() throws IOException {
        service.given("apollo", "Apollo", null);

        String answer = service.sendRaw("HEAD /api/projects/apollo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("ETag: \"")
                .contains("Content-Type: application/json\r\n")
                .endsWith("\r\n\r\n");
    }
}
