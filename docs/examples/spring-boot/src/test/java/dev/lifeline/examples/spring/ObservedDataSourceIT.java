package dev.lifeline.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** Actuator of the service in an outage. */
class ObservedDataSourceIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static PostgresServer server;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        service = new SpringApplicationBuilder(LedgerApplication.class)
                .run(
                        "--spring.datasource.url=" + server.jdbcUrl(),
                        "--spring.datasource.username=" + server.username(),
                        "--spring.jmx.enabled=false",
                        "--logging.level.root=error");
    }

    @AfterAll
    static void stop() {
        service.close();
        server.close();
    }

    private static Status database() {
        return service.getBean(HealthEndpoint.class).healthForPath("db").getStatus();
    }

    private static Search metric(String name) {
        return service.getBean(MeterRegistry.class).find(name).tag("database", "ledger");
    }

    @Test
    void health_answers_at_once_in_an_outage_and_the_metrics_count_it() {
        await().atMost(LIMIT).until(() -> database().equals(Status.UP));
        assertThat(metric("lifeline.database.up").gauge().value()).isEqualTo(1);

        server.stop();
        try {
            await().atMost(LIMIT).until(() -> database().equals(Status.DOWN));
            long begun = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(database()).isEqualTo(Status.DOWN);
            }
            // Spring Boot's own indicator waits 30 s for each of them.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
            await().atMost(LIMIT)
                    .until(() -> metric("lifeline.database.up").gauge().value() == 0);
        } finally {
            server.start();
        }

        await().atMost(LIMIT).until(() -> database().equals(Status.UP));
        assertThat(metric("lifeline.database.outages").counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum())
                .isEqualTo(1);
    }
}
