package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateProjectTest {
    private static final int MAX_BODY = 8_192;

    @AutoClose
    private final RunningService service = RunningService.start(new RestConfig(null, false, false, MAX_BODY));

    @Test
    void a_new_project_is_answered_as_stored_and_located_by_its_id() {
        HttpResponse<String> answer = service.postJson(
                "/api/projects", "{\"slug\":\"apollo\",\"name\":\"Apollo ü\",\"description\":\"Moon\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        String id = id(answer.body());
        assertThat(answer.headers().firstValue("Location")).contains("/api/projects/" + id);
        assertThat(answer.headers().firstValue("ETag")).contains("\"" + id + "-0\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"slug\":\"apollo\",\"name\":\"Apollo ü\",\"description\":\"Moon\","
                        + "\"createdAt\":\"2024-01-15T10:30:00Z\","
                        + "\"updatedAt\":\"2024-01-15T10:30:00Z\",\"version\":0}");
        assertThat(service.get("/api/projects/apollo").body()).isEqualTo(answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/projects", "/api/projects/", "http://evil.example/api/projects"})
    void the_location_contains_no_host(String target) throws IOException {
        String answer = service.sendRaw("POST " + target + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 23\r\n\r\n{\"slug\":\"a\",\"name\":\"A\"}");

        assertThat(answer)
                .startsWith("HTTP/1.1 201 ")
                .contains("\r\nLocation: /api/projects/" + id(answer) + "\r\n")
                .doesNotContain("evil");
    }

    @Test
    void the_location_leads_to_the_project_of_a_service_below_a_path() {
        try (var below = RunningService.startBelow("/some/where/")) {
            HttpResponse<String> answer = below.postJson("/some/where/api/projects", "{\"slug\":\"a\",\"name\":\"A\"}");

            String location = answer.headers().firstValue("Location").orElse("");
            assertThat(location).isEqualTo("/some/where/api/projects/" + id(answer.body()));
            assertThat(below.get(location).body()).isEqualTo(answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"slug\":\"a\",\"name\":\"A\"}", " {\"description\":null,\n\"name\":\"A\",\"slug\":\"a\"} \n"})
    void a_description_may_be_omitted(String body) {
        HttpResponse<String> answer = service.postJson("/api/projects", body);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"description\":null");
    }

    @Test
    void a_slug_that_is_taken_is_a_problem_409() {
        service.given("apollo", "Apollo", null);

        HttpResponse<String> answer = service.postJson("/api/projects", "{\"slug\":\"apollo\",\"name\":\"Other\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/problems/slug-already-taken\",\"title\":\"Slug already taken\",\"status\":409,"
                        + "\"detail\":\"There is another project with that slug\",\"field\":\"slug\"}");
    }

    static Stream<String[]> wrongFields() {
        return Stream.of(
                new String[] {"{}", "slug", "is required"},
                new String[] {"{\"name\":\"A\"}", "slug", "is required"},
                new String[] {"{\"slug\":null,\"name\":\"A\"}", "slug", "is required"},
                new String[] {"{\"slug\":\"a\"}", "name", "is required"},
                new String[] {"{\"slug\":\"a\",\"name\":null}", "name", "is required"},
                new String[] {"{\"slug\":1,\"name\":\"A\"}", "slug", "must be a string"},
                new String[] {"{\"slug\":\"a\",\"name\":true}", "name", "must be a string"},
                new String[] {"{\"slug\":\"a\",\"name\":[\"A\"]}", "name", "must be a string"},
                new String[] {
                    "{\"slug\":\"a\",\"name\":\"A\",\"description\":{\"x\":1}}", "description", "must be a string"
                },
                new String[] {"{\"slug\":\"a\",\"slug\":\"b\",\"name\":\"A\"}", "slug", "must be given only once"},
                new String[] {"{\"slug\":\"a\",\"name\":\"A\",\"owner\":\"me\"}", "owner", "is not a known field"},
                new String[] {"{\"slug\":\"a\",\"name\":\"A\",\"id\":1}", "id", "is not a known field"},
                new String[] {"{\"Slug\":\"a\",\"name\":\"A\"}", "Slug", "is not a known field"},
                new String[] {"{\"" + "x".repeat(100) + "\":1}", "x".repeat(64), "is not a known field"},
                new String[] {
                    "{\"" + "x".repeat(63) + "🚀🚀\":1}", "x".repeat(63) + "\\uD83D\\uDE80", "is not a known field"
                },
                new String[] {"{\"" + "🚀".repeat(65) + "\":1}", "\\uD83D\\uDE80".repeat(64), "is not a known field"},
                new String[] {"{\"slug\":\"No Slug\",\"name\":\"A\"}", "slug", "must consist of"},
                new String[] {"{\"slug\":\"" + "a".repeat(101) + "\",\"name\":\"A\"}", "slug", "must have 1 to 100"},
                new String[] {"{\"slug\":\"a\",\"name\":\" \"}", "name", "must have 1 to 200"},
                new String[] {"{\"slug\":\"a\",\"name\":\"" + "A".repeat(201) + "\"}", "name", "must have 1 to 200"},
                new String[] {"{\"slug\":\"a\",\"name\":\"\\ud800\"}", "name", "must not contain half of a surrogate"},
                new String[] {
                    "{\"slug\":\"a\",\"name\":\"A\",\"description\":\"" + "d".repeat(2_001) + "\"}",
                    "description",
                    "must have at most 2000"
                });
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void a_field_that_breaks_its_rule_is_named(String body, String field, String problem) {
        HttpResponse<String> answer = service.postJson("/api/projects", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .startsWith("{\"type\":\"/problems/invalid-input\",\"title\":\"Invalid input\",\"status\":400,"
                        + "\"detail\":\"" + field + " " + problem)
                .endsWith("\"field\":\"" + field + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{#line 1, column 2",
                "{\"slug\":tru}#line 1, column 9",
                "{\"slug\":\"a\",,}#line 1, column 13",
                "{\"slug\":\"a\",\"name\":\"A\",}#line 1, column 24",
                "{'slug':\"a\"}#line 1, column 2",
                "{\"slug\":\"a\",\"name\":NaN}#line 1, column 23",
                "{\"slug\":\"a\",\"name\":\"A\"} x#line 1, column 25",
                "{\"slug\":\"a\",\"name\":\"A\"}]#line 1, column 24",
                "// no comment#line 1, column 1",
                "{\"\\ud800\":1}#line 1, column 9",
                "{\"\\udc00\":1}#line 1, column 9"
            })
    void a_syntax_error_in_JSON_is_reported_with_its_position(String body, String place) {
        HttpResponse<String> answer = service.postJson("/api/projects", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/problems/invalid-input\",\"title\":\"Invalid input\",\"status\":400,"
                        + "\"detail\":\"The body is not valid JSON at " + place + "\"}");
    }

    @Test
    void a_syntax_error_is_reported_with_its_line() {
        assertThat(service.postJson("/api/projects", "{\n\"slug\":\"a\",\n  oops}")
                        .body())
                .contains("at line 3, column 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "1", " "})
    void a_body_that_is_no_object_is_refused(String body) {
        HttpResponse<String> answer = service.postJson("/api/projects", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"detail\":\"The body must be a JSON object\"");
    }

    @Test
    void an_empty_body_is_refused() {
        HttpResponse<String> answer = service.postJson("/api/projects", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"detail\":\"The body must be a JSON object\"");
    }

    @Test
    void a_second_object_behind_the_first_is_refused() {
        HttpResponse<String> answer = service.postJson("/api/projects", "{\"slug\":\"a\",\"name\":\"A\"}{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"detail\":\"Nothing may follow the JSON object\"");
        assertThat(service.get("/api/projects/a").statusCode()).isEqualTo(404);
    }

    @Test
    void another_media_type_is_refused_and_the_right_one_named() {
        HttpResponse<String> answer = service.send(
                "POST", "/api/projects", "slug=a&name=A", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Post")).contains("application/json");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unsupported Media Type\",\"status\":415}");
    }

    @Test
    void the_largest_body_is_taken() {
        String project = "{\"slug\":\"a\",\"name\":\"A\"}";

        assertThat(service.postJson("/api/projects", project + " ".repeat(MAX_BODY - project.length()))
                        .statusCode())
                .isEqualTo(201);
    }

    static Stream<BodyPublisher> tooLargeBodies() {
        byte[] bytes =
                "{\"slug\":\"a\",\"name\":\"A\"}".concat(" ".repeat(MAX_BODY)).getBytes();
        return Stream.of(
                BodyPublishers.ofByteArray(bytes), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    }

    @ParameterizedTest
    @MethodSource("tooLargeBodies")
    void a_larger_body_is_refused_whether_its_length_is_announced_or_not(BodyPublisher body) {
        HttpResponse<String> answer = service.send(HttpRequest.newBuilder(service.uri("/api/projects"))
                .header("Content-Type", "application/json")
                .POST(body)
                .build());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Request Entity Too Large\",\"status\":413,"
                        + "\"detail\":\"The body must have at most 8192 bytes\"}");
        assertThat(service.get("/api/projects/a").statusCode()).isEqualTo(404);
    }

    private static String id(String answer) {
        int begin = answer.indexOf("{\"id\":\"") + 7;
        return answer.substring(begin, begin + 36);
    }
}
