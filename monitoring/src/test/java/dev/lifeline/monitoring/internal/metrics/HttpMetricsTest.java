package dev.lifeline.monitoring.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.Test;

class HttpMetricsTest {
    private static final Duration TOOK = Duration.ofMillis(3);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpMetrics http = new HttpMetrics(registry);

    @Test
    void requests_of_the_same_kind_share_one_timer() {
        http.record("GET", "/api/projects", 200, TOOK);
        http.record("GET", "/api/projects", 200, TOOK);

        assertThat(timers()).singleElement().satisfies(timer -> assertThat(timer.count())
                .isEqualTo(2));
    }

    @Test
    void method_route_and_status_distinguish_timers() {
        http.record("GET", "/api/projects", 200, TOOK);
        http.record("POST", "/api/projects", 200, TOOK);
        http.record("GET", "/api/health/database", 200, TOOK);
        http.record("GET", "/api/projects", 503, TOOK);

        assertThat(timers()).hasSize(4);
    }

    @Test
    void an_unknown_method_keeps_its_name() {
        http.record("PURGE", "/api/projects", 405, TOOK);

        assertThat(timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.getId().getTag("method")).isEqualTo("PURGE"));
    }

    @Test
    void beyond_the_bound_new_methods_routes_and_statuses_are_counted_together() {
        int tooMany = HttpMetrics.MAX_TIMERS + 1_000;
        for (int i = 0; i < tooMany; i++) {
            http.record("METHOD" + i % 7, "/route/" + i, 200 + i % 300, TOOK);
        }

        Timer other = registry.get("http.server.requests")
                .tags("method", "OTHER", "route", "OTHER", "status", "OTHER")
                .timer();
        assertThat(other.count()).isEqualTo(1_000);
        assertThat(timers()).hasSize(HttpMetrics.MAX_TIMERS + 1);
    }

    @Test
    void beyond_the_bound_known_kinds_still_have_their_timers() {
        http.record("GET", "/api/projects", 200, TOOK);
        for (int i = 0; i < HttpMetrics.MAX_TIMERS; i++) {
            http.record("GET", "/route/" + i, 200, TOOK);
        }

        http.record("GET", "/api/projects", 200, TOOK);

        assertThat(registry.get("http.server.requests")
                        .tag("route", "/api/projects")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void unlimited_methods_are_bounded() {
        for (int i = 0; i < HttpMetrics.MAX_TIMERS + 1_000; i++) {
            http.record("METHOD" + i, "/api/projects", 405, TOOK);
        }

        assertThat(timers()).hasSize(HttpMetrics.MAX_TIMERS + 1);
    }

    private Collection<Timer> timers() {
        return registry.find("http.server.requests").timers();
    }
}
