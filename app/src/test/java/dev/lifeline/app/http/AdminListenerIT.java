package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.app.start.StartFailedException;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second listener for everything that is not the API. */
@Timeout(60)
class AdminListenerIT {
    private static final HttpConfig ONE = new HttpConfig("127.0.0.1", 0, 1);

    private HttpServer server;

    @BeforeEach
    void start() {
        server = start(ONE.withAdmin(new AdminListenerConfig("127.0.0.1", 0)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /health/live, 200, 200",
        "GET, /, 404, 200",
        "GET, /assets/a, 404, 200",
        "GET, /nowhere, 404, 404",
        "POST, /api/health/database, 404, 405",
        "GET, /api/health/database?reconnect=true&x=%20, 404, 503",
        "GET, /api/projects, 404, 404",
        "POST, /api/projects, 404, 404",
    })
    void each_listener_serves_its_part_and_both_the_short_health(String method, String target, int open, int admin)
            throws IOException {
        assertThat(ask(server.port(), method, target)).startsWith("HTTP/1.1 " + open);
        if (admin != 503) {
            assertThat(ask(server.adminPort().orElseThrow(), method, target)).startsWith("HTTP/1.1 " + admin);
        }
    }

    @Test
    void the_api_is_not_served_to_operators_and_the_rest_not_to_the_public() throws IOException {
        assertThat(ask(server.adminPort().orElseThrow(), "GET", "/api/projects"))
                .endsWith("\"detail\":" + "\"Another listener of this service serves this\"}");
        assertThat(ask(server.port(), "GET", "/"))
                .endsWith("\"detail\":" + "\"Another listener of this service serves this\"}");
    }

    @Test
    void a_port_that_is_taken_is_reported_with_its_settings() {
        var taken = ONE.withAdmin(new AdminListenerConfig("127.0.0.1", server.port()));

        assertThatThrownBy(() -> HttpServer.requireFree(taken))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("(lifeline.admin.host, lifeline.admin.port)");
        assertThatThrownBy(() -> start(taken))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("(lifeline.admin.host, lifeline.admin.port)");
    }

    @Test
    void two_listeners_have_two_ports() {
        assertThatThrownBy(() -> new HttpConfig("127.0.0.1", 3000, 1).withAdmin(new AdminListenerConfig("::1", 3000)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("admin.port must not be http.port, but both are 3000");
    }

    private static HttpServer start(HttpConfig config) {
        return HttpServer.start(
                config, new BlockingApplication(), (method, route, status, took) -> {}, Tracing.global());
    }

    private static String ask(int port, String method, String target) throws IOException {
        try (var connection = new RawConnection(port)) {
            return connection.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        }
    }
}
