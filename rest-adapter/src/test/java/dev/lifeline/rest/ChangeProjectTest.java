package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replacing and deleting projects, by version. */
class ChangeProjectTest {
    private static final String CHANGED = "{\"slug\":\"apollo\",\"name\":\"Changed\"}";

    private static RunningService service;
    private String path;
    private String tag;

    @BeforeAll
    static void start() {
        service = RunningService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void createOne() {
        service.send("DELETE", "/api/projects/apollo", "", "If-Match", "*");
        service.given("apollo", "Apollo", null);
        path = "/api/projects/apollo";
        tag = header(service.get(path), "ETag");
    }

    @Test
    void a_project_is_replaced_with_its_newest_version() {
        HttpResponse<String> answer = put(CHANGED, tag);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"name\":\"Changed\"", "\"version\":1");
        assertThat(header(answer, "ETag")).isNotEqualTo(tag).endsWith("-1\"");
        assertThat(service.get(path).body()).isEqualTo(answer.body());
        assertThat(service.get(path, "If-None-Match", header(answer, "ETag")).statusCode())
                .isEqualTo(304);
    }

    @Test
    void an_older_version_is_refused_and_changes_nothing() {
        put(CHANGED, tag);

        HttpResponse<String> answer = put("{\"slug\":\"apollo\",\"name\":\"Lost\"}", tag);

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).contains("The project was changed since");
        assertThat(service.send("DELETE", path, "", "If-Match", tag).statusCode())
                .isEqualTo(412);
        assertThat(service.get(path).body()).contains("Changed");
    }

    @Test
    void a_request_without_a_version_is_refused() {
        assertThat(service.send("PUT", path, CHANGED, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(428);
        assertThat(service.send("DELETE", path, "").statusCode()).isEqualTo(428);
        assertThat(service.get(path).body()).contains("\"version\":0");
    }

    @Test
    void one_of_several_tags_is_enough_and_a_weak_one_never_is() {
        assertThat(put(CHANGED, "W/" + tag).statusCode()).isEqualTo(412);
        assertThat(put(CHANGED, "\"other\", W/\"x\" ,," + tag).statusCode()).isEqualTo(200);
        assertThat(put(CHANGED, "*").statusCode()).isEqualTo(200);
    }

    @Test
    void empty_elements_of_a_list_of_tags_are_ignored() {
        assertThat(put(CHANGED, " , " + tag + " ,, ").statusCode()).isEqualTo(200);
    }

    @Test
    void a_tag_of_another_spelling_is_another_tag() {
        assertThat(put(CHANGED, tag.replace("-0\"", "-00\"")).statusCode()).isEqualTo(412);
        assertThat(put(CHANGED, tag.toUpperCase(Locale.ROOT)).statusCode()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oops", "\"a\" \"b\"", "\"open", "*, \"a\"", ",", ""})
    void a_condition_that_is_no_list_of_tags_is_refused(String condition) {
        HttpResponse<String> answer = put(CHANGED, condition);

        assertThat(answer.statusCode()).isIn(400, 428);
        assertThat(service.get(path).body()).contains("\"version\":0");
    }

    @Test
    void a_slug_of_another_project_cannot_be_taken() {
        service.send("DELETE", "/api/projects/gemini", "", "If-Match", "*");
        service.given("gemini", "Gemini", null);

        HttpResponse<String> answer = put("{\"slug\":\"gemini\",\"name\":\"x\"}", tag);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("/problems/slug-already-taken");
    }

    @Test
    void a_deleted_project_is_not_found() {
        HttpResponse<String> answer = service.send("DELETE", path, "", "If-Match", tag);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(service.get(path).statusCode()).isEqualTo(404);
        assertThat(service.send("DELETE", path, "", "If-Match", tag).statusCode())
                .isEqualTo(404);
        assertThat(put(CHANGED, "*").statusCode()).isEqualTo(404);
    }

    @Test
    void content_that_breaks_a_rule_is_refused_with_its_field() {
        HttpResponse<String> answer = put("{\"slug\":\"apollo\",\"name\":\"\"}", tag);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"name\"");
    }

    private HttpResponse<String> put(String body, String ifMatch) {
        return service.send("PUT", path, body, "Content-Type", "application/json", "If-Match", ifMatch);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
