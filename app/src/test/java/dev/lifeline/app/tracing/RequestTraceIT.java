package dev.lifeline.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.app.http.HttpServer;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.metrics.MetricsExport;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.service.ConnectionHealthService;
import dev.lifeline.domain.service.FindProjectService;
import dev.lifeline.domain.service.LifecycleService;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.Monitoring;
import dev.lifeline.monitoring.MonitoringConfig;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.rest.MonitoringUseCases;
import dev.lifeline.rest.RequestObserver;
import dev.lifeline.rest.RestApplication;
import dev.lifeline.rest.RestConfig;
import dev.lifeline.rest.RestUseCases;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.trace.RecordedSpans;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One trace from the request of a traced client to the operation on a real server. */
class RequestTraceIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";

    @AutoClose
    private final RecordedSpans spans = RecordedSpans.startWithoutPropagator();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Tracing tracing = Tracing.global();
    private final PostgresServer postgres = PostgresServer.started();
    private final ProjectStore database = ProjectStore.open(TestConfig.of(postgres), event -> {}, tracing.operations());
    private final Monitoring monitoring =
            Monitoring.create(MonitoringConfig.defaults(), Clock.systemUTC(), Ticker.system());
    private final HttpServer server = server();

    @AfterEach
    void end() {
        server.close();
        monitoring.close();
        database.close();
        postgres.close();
    }

    @Test
    void a_request_of_a_traced_caller_is_a_span_of_its_trace_and_the_operation_is_below_it() throws Exception {
        database.projects().create(new NewProject(new Slug("apollo"), "Apollo", null));

        HttpResponse<String> answer = get("/api/projects/apollo", TRACEPARENT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body() + answer.headers().map()).doesNotContain(TRACE);
        SpanData request = spans.last("GET /api/projects/{idOrSlug}");
        assertThat(request.getTraceId()).isEqualTo(TRACE);
        assertThat(request.getParentSpanId()).isEqualTo(PARENT);
        SpanData operation = spans.last("find projects");
        assertThat(operation.getTraceId()).isEqualTo(TRACE);
        assertThat(operation.getParentSpanId()).isEqualTo(request.getSpanId());
    }

    @Test
    void a_problem_names_the_trace() throws Exception {
        assertThat(get("/api/projects/none", TRACEPARENT).body()).endsWith(",\"traceId\":\"" + TRACE + "\"}");
    }

    @Test
    void a_caller_who_is_not_traced_is_told_the_trace_that_his_request_began() throws Exception {
        String body = get("/api/projects/none", "nonsense").body();

        SpanData request = spans.last("GET /api/projects/{idOrSlug}");
        assertThat(request.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(request.getTraceId()).isNotEqualTo(TRACE);
        assertThat(body).endsWith(",\"traceId\":\"" + request.getTraceId() + "\"}");
    }

    @Test
    void a_request_that_is_refused_for_the_database_s_sake_is_an_error_of_ours() throws Exception {
        database.close();

        HttpResponse<String> answer = get("/api/projects/apollo", TRACEPARENT);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).endsWith(",\"traceId\":\"" + TRACE + "\"}");
        assertThat(spans.last("GET /api/projects/{idOrSlug}").getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
        assertThat(spans.last("find projects").getStatus().getDescription()).isEqualTo("Service shutting down");
    }

    private HttpResponse<String> get(String path, String traceparent) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("traceparent", traceparent)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpServer server() {
        var projects = database.projects();
        var health = new ConnectionHealthService(database.dataSource().connection());
        var instance = new ServiceInstance("1.2.3", Instant.EPOCH);
        var useCases = new RestUseCases(
                new FindProjectService(projects),
                projects::list,
                projects::create,
                projects::replace,
                projects::delete,
                health,
                database.dataSource().connection()::reconnect,
                new LifecycleService(),
                accept -> new MetricsExport("text/plain", ""),
                new MonitoringUseCases(
                        monitoring.status(health, instance), monitoring.incidents(), monitoring.events()));
        RequestObserver observer = (method, route, status, took) -> tracing.answered(route, status);
        var application =
                new RestApplication(RestConfig.defaults(), useCases, observer, tracing::traceId, Ticker.system());
        return HttpServer.start(new HttpConfig("127.0.0.1", 0, 4), application, observer, tracing);
    }
}
