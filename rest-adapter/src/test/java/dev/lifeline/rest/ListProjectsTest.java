package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListProjectsTest {

    @AutoClose
    private final RunningService service = RunningService.start();

    @Test
    void without_projects_the_list_is_empty() {
        HttpResponse<String> answer = service.get("/api/projects");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"projects\":[],\"next\":null}");
        assertThat(answer.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void a_list_shows_whole_projects_ordered_by_slug() {
        var beta = service.given("beta", "B", null);
        var alpha = service.given("alpha", "A", "first");

        assertThat(service.get("/api/projects").body())
                .isEqualTo("{\"projects\":["
                        + "{\"id\":\"" + alpha.id() + "\",\"slug\":\"alpha\",\"name\":\"A\",\"description\":\"first\","
                        + "\"createdAt\":\"2024-01-15T10:30:00Z\","
                        + "\"updatedAt\":\"2024-01-15T10:30:00Z\",\"version\":0},"
                        + "{\"id\":\"" + beta.id() + "\",\"slug\":\"beta\",\"name\":\"B\",\"description\":null,"
                        + "\"createdAt\":\"2024-01-15T10:30:00Z\",\"updatedAt\":\"2024-01-15T10:30:00Z\",\"version\":0}"
                        + "],\"next\":null}");
    }

    @Test
    void the_link_leads_from_page_to_page_to_the_end() {
        service.given("a", "A & C", null);
        service.given("b", "B & C", null);
        service.given("c", "C", null);
        service.given("d", "D & C", null);

        HttpResponse<String> first = service.get("/api/projects?q=%26%20c&limit=2&unknown=x");

        assertThat(first.body()).contains("\"slug\":\"a\"", "\"slug\":\"b\"").endsWith("],\"next\":\"b\"}");
        assertThat(first.headers().firstValue("Link"))
                .contains("</api/projects?limit=2&q=%26%20c&after=b>; rel=\"next\"");

        HttpResponse<String> second = service.get("/api/projects?limit=2&q=%26%20c&after=b");

        assertThat(second.body()).contains("\"slug\":\"d\"").endsWith("],\"next\":null}");
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void a_text_of_special_characters_survives_the_link() {
        service.given("a", "100% {x} +ü>", null);
        service.given("b", "100% {x} +ü>", null);

        HttpResponse<String> answer = service.get("/api/projects?limit=1&q=%25%20%7Bx%7D%20%2B%C3%BC%3E");

        assertThat(answer.headers().firstValue("Link"))
                .contains("</api/projects?limit=1&q=%25%20%7Bx%7D%20%2B%C3%BC%3E&after=a>; rel=\"next\"");
        assertThat(service.get("/api/projects?limit=1&q=%25%20%7Bx%7D%20%2B%C3%BC%3E&after=a")
                        .body())
                .contains("\"slug\":\"b\"");
    }

    @Test
    void a_link_without_a_limit_uses_the_default_of_the_service() {
        for (int i = 0; i < 21; i++) {
            service.given("p" + (100 + i), "P", null);
        }

        assertThat(service.get("/api/projects").headers().firstValue("Link"))
                .contains("</api/projects?after=p119>; rel=\"next\"");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=, limit",
        "limit=x, limit",
        "limit=0, limit",
        "limit=-1, limit",
        "limit=101, limit",
        "limit=1.5, limit",
        "limit=%2B5, limit",
        "limit=%D9%A3, limit",
        "limit=99999999999999999999, limit",
        "limit=1&limit=2, limit",
        "after=, after",
        "after=No-Slug, after",
        "after=7c9e6679-7425-40de-944b-e07fc1f90ae7, after",
        "after=a&after=b, after",
        "q=, q",
        "q=%00, q",
        "q=a&q=b, q"
    })
    void a_parameter_that_breaks_its_rule_is_named(String query, String field) {
        HttpResponse<String> answer = service.get("/api/projects?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"/problems/invalid-input\"")
                .contains("\"detail\":\"" + field + " must ")
                .endsWith("\"field\":\"" + field + "\"}");
    }
}
