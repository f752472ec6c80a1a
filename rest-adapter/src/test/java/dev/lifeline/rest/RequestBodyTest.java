package dev.lifeline.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.testing.log.LogCapture;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies: their headers, their encoding, and the length of their parts. */
class RequestBodyTest {
    private static final String PROJECT = "{\"slug\":\"a\",\"name\":\"A\"}";
    private static final String[] JSON = {"Content-Type", "application/json"};

    @AutoClose
    private final RunningService service = RunningService.start();

    @AutoClose
    private final LogCapture log = LogCapture.ofEverything();

    static Stream<String> overlongParts() {
        return Stream.of(
                "{\"slug\":" + "9".repeat(60_000) + "}",
                "{\"slug\":-" + "9".repeat(60_000) + ".5}",
                "{\"" + "a".repeat(60_000) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource("overlongParts")
    void a_name_or_number_of_excessive_length_is_a_problem_400(String body) {
        HttpResponse<String> answer = service.postJson("/api/projects", body);

        assertProblem400(answer, "The body has a name or a number that is too long");
        assertThat(log.alarms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e9", // Latin-1
                "\u00ed\u00a0\u0080", // half of a surrogate pair
                "\u00c0\u00af", // two bytes where one would do
                "\u00f4\u0090\u0080\u0080", // beyond the last code point
                "\u00c3" // the first of two bytes
            })
    void a_body_that_is_not_UTF_8_is_a_problem_400(String bytes) {
        byte[] body = PROJECT.replace("A", bytes).getBytes(ISO_8859_1);

        assertProblem400(service.postProject(body, JSON), "The body is not valid UTF-8");
        assertThat(service.get("/api/projects/a").statusCode()).isEqualTo(404);
    }

    @Test
    void a_name_that_is_not_UTF_8_is_a_problem_400() {
        byte[] body = "{\"caf\u00e9\":1}".getBytes(ISO_8859_1);

        assertProblem400(service.postProject(body, JSON), "The body is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "utf-16", "nonsense"})
    void whatever_charset_is_announced_JSON_is_UTF_8(String charset) {
        String type = "application/json;charset=" + charset;

        assertProblem400(
                service.postProject(PROJECT.replace("A", "\u00e9").getBytes(ISO_8859_1), "Content-Type", type),
                "The body is not valid UTF-8");
        HttpResponse<String> answer =
                service.postProject(PROJECT.replace("A", "\u00e9").getBytes(UTF_8), "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"name\":\"\u00e9\"");
    }

    static Stream<Charset> otherUnicodeEncodings() {
        return Stream.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"));
    }

    @ParameterizedTest
    @MethodSource("otherUnicodeEncodings")
    void other_encodings_of_Unicode_are_not_guessed(Charset encoding) {
        assertThat(service.postProject(PROJECT.getBytes(encoding), JSON).statusCode())
                .isEqualTo(400);
        assertThat(service.postProject(("\ufeff" + PROJECT).getBytes(encoding), JSON)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void one_byte_order_mark_is_ignored() {
        assertThat(service.postProject(("\ufeff" + PROJECT).getBytes(UTF_8), JSON)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_byte_order_mark_elsewhere_is_not_JSON() {
        assertProblem400(
                service.postProject(("\ufeff\ufeff" + PROJECT).getBytes(UTF_8), JSON),
                "The body is not valid JSON at line 1, column 1");
        assertProblem400(
                service.postProject((PROJECT + "\ufeff").getBytes(UTF_8), JSON),
                "The body is not valid JSON at line 1, column 24");
    }

    @Test
    void characters_of_all_encoded_lengths_are_stored_unchanged() {
        String name = "a\u00e9\u20ac\ud83d\ude80\ufffd";

        service.postProject(PROJECT.replace("A", name).getBytes(UTF_8), JSON);

        assertThat(service.projects.find(ProjectReference.parse("a")))
                .hasValueSatisfying(project -> assertThat(project.name()).isEqualTo(name));
    }

    @Test
    void a_body_without_a_content_type_is_a_problem_415() {
        assertProblem415(service.postProject(PROJECT.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/plain"})
    void a_body_that_does_not_claim_to_be_JSON_is_a_problem_415(String type) {
        assertProblem415(service.postProject(PROJECT.getBytes(UTF_8), "Content-Type", type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip", "invented"})
    void a_compressed_body_is_a_problem_415_that_names_the_alternative(String coding) {
        HttpResponse<String> answer = service.postProject(
                PROJECT.getBytes(UTF_8), "Content-Type", "application/json", "Content-Encoding", coding);

        assertProblem415(answer);
        assertThat(answer.headers().firstValue("Accept-Encoding")).contains("identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity"})
    void the_identity_coding_is_accepted(String coding) {
        HttpResponse<String> answer = service.postProject(
                PROJECT.getBytes(UTF_8), "Content-Type", "application/json", "Content-Encoding", coding);

        assertThat(answer.statusCode()).isEqualTo(201);
    }

    private static void assertProblem400(HttpResponse<String> answer, String detail) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/problems/invalid-input\",\"title\":\"Invalid input\",\"status\":400,"
                        + "\"detail\":\"" + detail + "\"}");
    }

    private void assertProblem415(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Post")).contains("application/json");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unsupported Media Type\",\"status\":415}");
        assertThat(service.get("/api/projects/a").statusCode()).isEqualTo(404);
    }
}
