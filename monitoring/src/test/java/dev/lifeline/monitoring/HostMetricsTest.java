package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metrics of the connection in a registry that belongs to the host, such as that of Spring Boot. */
class HostMetricsTest {
    private final FakeTicker ticker = new FakeTicker();
    private final StubHealth health = new StubHealth();
    private final PrometheusMeterRegistry host = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Monitoring orders = monitoring("orders");

    @AfterEach
    void close() {
        orders.close();
        host.close();
    }

    private Monitoring monitoring(String database) {
        return monitoring(new HostMetrics(host, database));
    }

    private Monitoring monitoring(HostMetrics metrics) {
        return Monitoring.create(MonitoringConfig.defaults(), new FakeClock(Instant.EPOCH), ticker, metrics);
    }

    private static void loseConnection(Monitoring monitoring) {
        monitoring
                .listener()
                .on(new ConnectionLost(Instant.EPOCH, FailureReason.CONNECTION_LOST, 1, Duration.ofMillis(40)));
    }

    /** Names of Prometheus families of the connection, in Prometheus's text format. */
    private static Set<String> families(String text) {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE lifeline_"))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private double up(String database) {
        return host.get("lifeline.database.up")
                .tag("database", database)
                .gauge()
                .value();
    }

    @Test
    void every_family_of_the_connection_reaches_the_registry_of_the_host() {
        orders.start(health);

        Set<String> own = families(orders.metrics().export("text/plain").body());
        assertThat(own).hasSizeGreaterThan(20);
        assertThat(families(host.scrape())).isEqualTo(own);
    }

    @Test
    void two_databases_differ_by_a_tag() {
        try (Monitoring stock = monitoring("stock")) {
            loseConnection(stock);

            assertThat(host.scrape().lines())
                    .contains(
                            "lifeline_database_outages_total{database=\"orders\",reason=\"connection_lost\"} 0.0",
                            "lifeline_database_outages_total{database=\"stock\",reason=\"connection_lost\"} 1.0");
        }
    }

    @Test
    void a_gauge_of_the_host_is_at_most_a_second_old() {
        orders.start(health);
        assertThat(up("orders")).isEqualTo(1);

        health.becomes(StubHealth.in(ConnectionState.LOST, 1, new PoolOccupancy(0, 0, 0, 10)));
        ticker.advance(Duration.ofMillis(1_001));

        assertThat(up("orders")).isZero();
    }

    @Test
    void the_metrics_of_a_closed_connection_leave_the_registry_of_the_host() {
        try (Monitoring stock = monitoring("stock")) {
            stock.start(health);
        }

        assertThat(host.getMeters()).extracting(Meter::getId).isNotEmpty().allSatisfy(id -> assertThat(
                        id.getTag("database"))
                .isEqualTo("orders"));
    }

    @Test
    void the_metrics_of_the_host_get_no_tag_and_no_company() {
        var simple = new SimpleMeterRegistry();
        simple.counter("orders.shipped").increment();
        try (Monitoring monitored = monitoring(new HostMetrics(simple, "orders"))) {
            monitored.start(health);
            monitored.httpRequest("GET", "/", 200, Duration.ofMillis(1));

            assertThat(simple.get("orders.shipped").counter().getId().getTags()).isEmpty();
            assertThat(simple.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .filteredOn(name -> !name.startsWith("lifeline."))
                    .containsExactly("orders.shipped");
        }
    }

    @Test
    void a_blank_name_of_a_database_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HostMetrics(host, " "));
    }
}
