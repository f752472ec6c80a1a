package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.metrics.MetricsExport;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @AutoClose
    private final RunningService service = RunningService.start();

    @Test
    void metrics_come_in_the_format_that_the_export_chose() {
        HttpResponse<String> answer = service.get("/metrics", "Accept", "text/plain;version=0.0.4;q=0.5, */*;q=0.1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("accepted text/plain;version=0.0.4;q=0.5, */*;q=0.1\n");
    }

    @Test
    void a_client_without_an_accept_header_accepts_everything() throws IOException {
        String answer = service.sendRaw("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\naccepted */*\n");
    }

    @Test
    void an_invalid_accept_header_is_refused() {
        assertThat(service.get("/metrics", "Accept", ";;;,,,").statusCode()).isEqualTo(400);
    }

    @Test
    void metrics_are_written_in_UTF_8() {
        service.export = accept -> new MetricsExport("application/openmetrics-text; version=1.0.0", "# ü\n# EOF\n");

        HttpResponse<String> answer = service.get("/metrics", "Accept", "application/openmetrics-text");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/openmetrics-text; version=1.0.0");
        assertThat(answer.body()).isEqualTo("# ü\n# EOF\n");
    }
}
