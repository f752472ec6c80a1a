package dev.lifeline.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * The settings of the data source in Spring Boot. The services have no {@code @Configuration}, because the ledger would
 * find it.
 */
class SettingsIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Spring Boot's own configuration, with the one line of {@code application.properties}. */
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static class TypeAlone {}

    /** Defines the data source as a bean, so that the application can set all of its properties. */
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static class Bound {

        @Bean
        @ConfigurationProperties("spring.datasource.lifeline")
        LifelineDataSource dataSource(DataSourceProperties properties) {
            return properties
                    .initializeDataSourceBuilder()
                    .type(LifelineDataSource.class)
                    .build();
        }
    }

    private static ConfigurableApplicationContext run(Class<?> service, String... settings) {
        return new SpringApplicationBuilder(service)
                .properties(
                        "spring.datasource.url=" + server.jdbcUrl(),
                        "spring.datasource.username=" + server.username(),
                        "spring.jmx.enabled=false",
                        "spring.main.banner-mode=off",
                        "logging.level.root=off")
                .run(settings);
    }

    private static String show(DataSource source, String setting) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show " + setting)) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Test
    void the_type_alone_makes_the_data_source() throws SQLException {
        try (ConfigurableApplicationContext service = run(TypeAlone.class)) {
            DataSource source = service.getBean(DataSource.class);

            assertThat(source).isInstanceOf(LifelineDataSource.class);
            assertThat(show(source, "work_mem")).isEqualTo("4MB");
        }
    }

    @Test
    void further_properties_are_bound_to_a_prefix() throws SQLException {
        LifelineDataSource source;
        try (ConfigurableApplicationContext service = run(
                Bound.class,
                "--spring.datasource.lifeline.maximum-pool-size=3",
                "--spring.datasource.lifeline.pool-name=ledger",
                "--spring.datasource.lifeline.connection-init-sql=set work_mem = '7MB'",
                "--spring.datasource.lifeline.data-source-properties.ApplicationName=ledger",
                "--spring.datasource.lifeline.transaction-isolation=TRANSACTION_REPEATABLE_READ")) {
            source = service.getBean(LifelineDataSource.class);

            assertThat(show(source, "work_mem")).isEqualTo("7MB");
            assertThat(show(source, "application_name")).isEqualTo("ledger");
            assertThat(show(source, "transaction_isolation")).isEqualTo("repeatable read");
            assertThat(source.health().pool().max()).isEqualTo(3);
            assertThat(source).hasToString("LifelineDataSource (ledger)");
        }
        assertThat(source.isClosed()).isTrue();
    }

    @Test
    void a_property_without_a_meaning_stops_the_start_and_says_what_to_use() {
        assertThatThrownBy(() -> run(
                        Bound.class, "--spring.datasource.lifeline.exception-override-class-name=com.example.Override"))
                .rootCause()
                .hasMessageContaining("exceptionOverrideClassName cannot be used with Lifeline: remove it");
    }
}
