package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.IsolationLevel;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.PoolReports;
import dev.lifeline.datasource.config.SessionConfig;
import dev.lifeline.domain.settings.InvalidSettingsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JavaBean properties, compared with those of HikariCP. */
class DataSourcePropertiesTest {
    /** HikariCP's setters with parameter types of HikariCP. Lifeline does not have them. */
    private static final Set<String> OF_HIKARI_TYPES =
            Set.of("setCredentials", "setCredentialsProvider", "setExceptionOverride", "setMetricsTrackerFactory");

    private final LifelineDataSource bean = new LifelineDataSource();

    DataSourcePropertiesTest() {
        bean.setJdbcUrl("jdbc:postgresql://db.example/shop");
        bean.setUsername("app");
    }

    @Test
    void each_property_of_hikari_is_taken_or_refused_but_never_unknown() {
        assertThat(setters(LifelineDataSource.class)).containsAll(setters(HikariConfig.class));
    }

    private static Set<String> setters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set") || name.startsWith("add"))
                .filter(name -> !OF_HIKARI_TYPES.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void without_further_properties_the_defaults_are_those_of_the_configuration() {
        DatabaseConfig config = bean.toConfig();

        assertThat(config.pool()).isEqualTo(PoolConfig.defaults());
        assertThat(config.session()).isEqualTo(SessionConfig.defaults());
        assertThat(config.reports()).isEqualTo(PoolReports.defaults());
    }

    @Test
    void times_are_in_milliseconds_as_in_hikari() {
        bean.setMaximumPoolSize(20);
        bean.setMinimumIdle(5);
        bean.setConnectionTimeout(10_000);
        bean.setValidationTimeout(3_000);
        bean.setIdleTimeout(600_000);
        bean.setMaxLifetime(1_200_000);
        bean.setKeepaliveTime(120_000);

        assertThat(bean.toConfig().pool())
                .isEqualTo(new PoolConfig(
                        20,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(2),
                        5,
                        Duration.ofSeconds(3)));
    }

    @Test
    void zero_switches_timeouts_off_as_in_hikari() {
        bean.setIdleTimeout(0);
        bean.setMaxLifetime(0);
        bean.setKeepaliveTime(0);

        assertThat(bean.toConfig().pool().maxLifetime()).isZero();
    }

    @Test
    void sessions_and_reports_are_configured() {
        bean.setAutoCommit(false);
        bean.setReadOnly(true);
        bean.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        bean.setSchema("other");
        bean.setConnectionInitSql("set work_mem = '7MB'");
        bean.setConnectionTestQuery("select 1");
        bean.setPoolName("orders");
        bean.setRegisterMbeans(true);
        bean.setLeakDetectionThreshold(5_000);

        DatabaseConfig config = bean.toConfig();

        assertThat(config.session())
                .isEqualTo(new SessionConfig(
                        false, true, IsolationLevel.SERIALIZABLE, "other", "set work_mem = '7MB'", "select 1"));
        assertThat(config.reports()).isEqualTo(new PoolReports("orders", true, Duration.ofSeconds(5), null));
    }

    @Test
    void credentials_may_be_in_the_url_and_properties_take_precedence() {
        bean.setUrl("jdbc:postgresql://db.example/shop?user=other&password=in-url");
        assertThat(bean.toConfig().credentials().username()).isEqualTo("app");
        assertThat(bean.toConfig().credentials().password().read()).isEqualTo("in-url");

        bean.setPassword("own");
        assertThat(bean.toConfig().credentials().password().read()).isEqualTo("own");
    }

    @Test
    void parameters_of_the_driver_take_precedence_over_the_url() {
        bean.setUrl("jdbc:postgresql://db.example/shop?prepareThreshold=5&sslmode=require");
        Properties properties = new Properties();
        properties.setProperty("prepareThreshold", "3");
        properties.setProperty("user", "theirs");
        bean.setDataSourceProperties(properties);
        bean.addDataSourceProperty("reWriteBatchedInserts", true);

        DatabaseConfig config = bean.toConfig();

        assertThat(config.url().parameters())
                .containsAllEntriesOf(
                        Map.of("prepareThreshold", "3", "reWriteBatchedInserts", "true", "sslmode", "require"));
        assertThat(config.credentials().username()).isEqualTo("theirs");
    }

    @Test
    void a_parameter_that_the_driver_does_not_know_is_refused() {
        bean.addDataSourceProperty("cachePrepStmts", "true");

        assertThatThrownBy(bean::toConfig).hasMessageContaining("cachePrepStmts");
    }

    @Test
    void the_driver_is_pgjdbc_and_frameworks_may_say_so() {
        assertThatCode(() -> bean.setDriverClassName("org.postgresql.Driver")).doesNotThrowAnyException();
    }

    private static Arguments refusal(String what, Consumer<LifelineDataSource> change, String wayOut) {
        return Arguments.of(what, change, wayOut);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        "driver",
                        bean -> bean.setDriverClassName("com.mysql.cj.jdbc.Driver"),
                        "Remove driverClassName"),
                refusal(
                        "testcontainers",
                        bean -> bean.setDriverClassName("org.testcontainers.jdbc.ContainerDatabaseDriver"),
                        "getJdbcUrl()"),
                refusal(
                        "p6spy",
                        bean -> bean.setDriverClassName("com.p6spy.engine.spy.P6SpyDriver"),
                        "wrap the data source"),
                refusal(
                        "class",
                        bean -> bean.setDataSourceClassName("org.postgresql.ds.PGSimpleDataSource"),
                        "jdbcUrl"),
                refusal("jndi", bean -> bean.setDataSourceJNDI("java:comp/env/jdbc/a"), "LifelineObjectFactory"),
                refusal("source", bean -> bean.setDataSource(bean), "jdbcUrl"),
                refusal("override", bean -> bean.setExceptionOverrideClassName("a.B"), "SQLSTATE"),
                refusal("provider", bean -> bean.setCredentialsProviderClassName("a.B"), "passwordFile"),
                refusal("suspension", bean -> bean.setAllowPoolSuspension(true), "remove it"),
                refusal("isolation of queries", bean -> bean.setIsolateInternalQueries(false), "always isolated"),
                refusal("health", bean -> bean.setHealthCheckRegistry(bean), "health()"),
                refusal("health", bean -> bean.setHealthCheckProperties(new Properties()), "health()"),
                refusal("health", bean -> bean.addHealthCheckProperty("a", "b"), "health()"),
                refusal("threads", bean -> bean.setThreadFactory(Thread::new), "poolName"),
                refusal("executor", bean -> bean.setScheduledExecutor(null), "remove it"),
                refusal("level", bean -> bean.setTransactionIsolation("TRANSACTION_NONE"), "TRANSACTION_SERIALIZABLE"),
                refusal("name", bean -> bean.setPoolName("a:b"), "pool.name"),
                refusal("leak", bean -> bean.setLeakDetectionThreshold(1_999), "pool.leak-threshold"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void what_has_no_meaning_is_refused_with_a_way_out(
            String what, Consumer<LifelineDataSource> change, String wayOut) {
        assertThatThrownBy(() -> change.accept(bean))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(wayOut);
    }

    @Test
    void contradictions_are_refused_when_the_data_source_opens() {
        bean.setMinimumIdle(11);
        assertThatThrownBy(bean::getConnection).hasMessageContaining("pool.min-idle must be from 0 to 10");

        bean.setMinimumIdle(1);
        bean.setCatalog("other");
        assertThatThrownBy(bean::getConnection).hasMessageContaining("catalog must be the database of jdbcUrl (shop)");

        assertThatThrownBy(new LifelineDataSource()::getConnection)
                .hasMessageContaining("jdbcUrl (or url) must be set");
    }

    @Test
    void the_methods_of_a_data_source_answer_as_hikari() throws SQLException {
        bean.setLoginTimeout(7);
        assertThat(bean.getLoginTimeout()).isEqualTo(7);
        assertThat(bean.toConfig().pool().acquireTimeout()).isEqualTo(Duration.ofSeconds(7));
        bean.setLoginTimeout(0);
        assertThat(bean.getLoginTimeout()).isEqualTo(30);
        bean.setLogWriter(null);
        assertThat(bean.getLogWriter()).isNull();
        assertThatThrownBy(() -> bean.setLogWriter(new PrintWriter(new StringWriter())))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(bean::getParentLogger).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(() -> bean.getConnection("app", "secret"))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThat(bean.isWrapperFor(AutoCloseable.class)).isTrue();
        assertThat(bean.unwrap(LifelineDataSource.class)).isSameAs(bean);
        assertThat(bean.isWrapperFor(Runnable.class)).isFalse();
        assertThatThrownBy(() -> bean.unwrap(Runnable.class)).isInstanceOf(SQLException.class);
        assertThat(bean.isRunning()).isFalse();
    }

    @Test
    void a_bean_that_was_closed_before_its_first_use_says_so() {
        bean.close();
        bean.close();

        assertThat(bean.isClosed()).isTrue();
        assertThatThrownBy(bean::getConnection).isInstanceOf(SQLException.class).hasMessageContaining("is closed");
    }
}
