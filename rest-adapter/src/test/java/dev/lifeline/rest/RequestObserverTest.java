package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.rest.RecordingObserver.Observation;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestObserverTest {

    @AutoClose
    private final RunningService service = RunningService.start();

    @ParameterizedTest
    @CsvSource({
        "GET, /api/projects, GET, /api/projects, 200",
        "GET, /api/projects?limit=x, GET, /api/projects, 400",
        "HEAD, /api/projects, HEAD, /api/projects, 200",
        "POST, /api/projects, POST, /api/projects, 415",
        "GET, /api/projects/none, GET, /api/projects/{idOrSlug}, 404",
        "GET, /api/projects/Not-A-Slug, GET, /api/projects/{idOrSlug}, 400",
        "GET, /api/health/database, GET, /api/health/database, 200",
        "POST, /api/health/database, POST, /api/health/database, 403",
        "GET, /health, GET, /health, 503",
        "GET, /health/live, GET, /health/live, 200",
        "GET, /metrics, GET, /metrics, 200",
        "GET, /nothing/secret, GET, unmatched, 404",
        "DELETE, /api/projects, DELETE, unmatched, 405",
        "INVENTED, /api/projects, OTHER, unmatched, 405"
    })
    void a_request_is_observed_once_with_its_route(
            String method, String path, String observedMethod, String route, int status) {
        service.send(method, path, "");

        assertThat(service.observer.observations)
                .containsExactly(new Observation(observedMethod, route, status, Duration.ZERO));
    }

    @Test
    void the_time_is_the_one_between_request_and_answer() {
        service.given("apollo", "Apollo", null);
        service.find = reference -> {
            service.ticker.advance(Duration.ofMillis(42));
            return service.projects.find(reference);
        };

        service.get("/api/projects/apollo");

        assertThat(service.observer.observations)
                .containsExactly(new Observation("GET", "/api/projects/{idOrSlug}", 200, Duration.ofMillis(42)));
    }

    @Test
    void a_failure_is_observed_with_the_status_of_the_response() {
        service.find = reference -> {
            throw new IllegalStateException();
        };

        service.get("/api/projects/apollo");

        assertThat(service.observer.observations)
                .containsExactly(new Observation("GET", "/api/projects/{idOrSlug}", 500, Duration.ZERO));
    }

    @Test
    void an_observer_that_throws_affects_no_request() {
        service.observer.failWith(new IllegalStateException("observer"));

        assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    }
}
