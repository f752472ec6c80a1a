package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.memory.Buffers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestStartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET /api/projects HTTP/1.1                   | PROJECTS
                    GET /api/projects?q=a HTTP/1.1               | PROJECTS
                    POST /api/projects HTTP/1.1                  | PROJECTS
                    GET /api;a=b/projects HTTP/1.1               | PROJECTS
                    GET http://localhost/health/live HTTP/1.1    | PROJECTS
                    GET /health/../api/projects HTTP/1.1         | PROJECTS
                    GET /assets/../api/projects HTTP/1.1         | PROJECTS
                    GET //api/projects HTTP/1.1                  | PROJECTS
                    GET /unknown HTTP/1.1                        | PROJECTS
                    GET /api/health/database HTTP/1.1            | DATABASE_HEALTH
                    GET /api/health/database?reconnect=true HTTP | DATABASE_HEALTH
                    GET /health/live HTTP/1.1                    | NO_DATABASE
                    HEAD /health/ready HTTP/1.1                  | NO_DATABASE
                    GET /metrics?a=b HTTP/1.1                    | NO_DATABASE
                    GET / HTTP/1.1                               | NO_DATABASE
                    GET /assets/status.js HTTP/1.1               | NO_DATABASE
                    GET /api/monitoring/events HTTP/1.1          | NO_DATABASE
                    OPTIONS /health/live HTTP/1.1                | PROJECTS
                    GET                                          | UNKNOWN
                    GET /api/health/data                         | UNKNOWN
                    GET /api/projects                            | UNKNOWN
                    """)
    void target_is_recognized(String text, RequestStart expected) {
        assertThat(startOf(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'', UNKNOWN", "'\r\n\r\nGET  \t/health/live ', NO_DATABASE", "'GET /health/live\r\n', NO_DATABASE"})
    void blanks_around_the_method_and_the_target_are_skipped(String text, RequestStart expected) {
        assertThat(startOf(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /health HTTP/1.1\r\nHost: a\r\n\r\n', NO_DATABASE",
        "'GET /health HTTP/1.1\r\nHost: a\r\n\r\nG', PROJECTS",
        "'GET /health HTTP/1.1\nHost: a\n\nGET /api/projects ', PROJECTS"
    })
    void request_that_others_follow_at_once_may_ask_for_anything(String text, RequestStart expected) {
        assertThat(startOf(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"GET", "' '"})
    void line_without_an_end_asks_for_anything(String part) {
        assertThat(startOf(part.repeat(200))).isEqualTo(RequestStart.PROJECTS);
    }

    private static RequestStart startOf(String text) {
        return RequestStart.of(Buffers.wrap(null, text, StandardCharsets.US_ASCII));
    }
}
