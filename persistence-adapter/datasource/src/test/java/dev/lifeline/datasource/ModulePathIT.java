package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.failsafe.Failsafe;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.postgres.PostgresServer;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InaccessibleObjectException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import org.slf4j.Logger;

/** The data source as a named module. The tests themselves run on the class path. */
class ModulePathIT {
    private static final String MODULE = "dev.lifeline.datasource";
    private static final String BEAN = "dev.lifeline.datasource.LifelineDataSource";

    private static PostgresServer server;
    private static ModuleLayer layer;

    @BeforeAll
    static void start() throws URISyntaxException {
        server = PostgresServer.started();
        ModuleFinder modules = ModuleFinder.of(locations(
                LifelineDataSource.class,
                Ticker.class,
                HikariDataSource.class,
                Failsafe.class,
                Driver.class,
                Logger.class));
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(modules, ModuleFinder.of(), Set.of(MODULE));
        layer = ModuleLayer.boot().defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void stop() {
        server.close();
        Leftovers.assertNoThreads();
    }

    private static Path[] locations(Class<?>... classes) throws URISyntaxException {
        List<Path> paths = new ArrayList<>();
        for (Class<?> member : classes) {
            paths.add(Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return paths.toArray(Path[]::new);
    }

    @Test
    void the_data_source_connects_survives_a_restart_and_closes_as_a_named_module() throws Exception {
        Class<?> type = layer.findLoader(MODULE).loadClass(BEAN);
        DataSource source = (DataSource) type.getConstructor().newInstance();
        assertThat(type.getModule().isNamed()).isTrue();
        set(source, "setUrl", server.jdbcUrl());
        set(source, "setUsername", "postgres");
        set(source, "setPassword", "");

        try (AutoCloseable closing = (AutoCloseable) source) {
            assertThat(closing).isNotNull();
            assertThat(answer(source)).isTrue();
            server.stop();
            server.start();
            assertThat(answer(source)).isTrue();
        }
    }

    private static void set(DataSource source, String setter, String value) throws ReflectiveOperationException {
        source.getClass().getMethod(setter, String.class).invoke(source, value);
    }

    private static boolean answer(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("select 1").next();
        }
    }

    @Test
    void the_module_provides_the_driver() throws SQLException {
        java.sql.Driver driver = ServiceLoader.load(layer, java.sql.Driver.class).stream()
                .filter(provider -> provider.type().getModule().getName().equals(MODULE))
                .findAny()
                .orElseThrow()
                .get();
        Properties user = new Properties();
        user.setProperty("user", "postgres");
        String url = server.jdbcUrl().replace("jdbc:", "jdbc:lifeline:") + "?lifeline.linger=0";

        try (Connection connection = driver.connect(url, user);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("select 1").next()).isTrue();
        }
    }

    @Test
    void no_internal_package_is_exported_but_the_socket_factory_to_the_driver() {
        ModuleDescriptor descriptor = layer.findModule(MODULE).orElseThrow().getDescriptor();

        assertThat(descriptor.isAutomatic()).isFalse();
        assertThat(descriptor.opens()).isEmpty();
        assertThat(descriptor.exports())
                .filteredOn(exported -> exported.source().contains(".internal"))
                .singleElement()
                .hasToString("dev.lifeline.datasource.internal.socket to [org.postgresql.jdbc]");
    }

    @Test
    void a_caller_outside_the_module_cannot_use_an_internal_class() throws ClassNotFoundException {
        Class<?> internal = layer.findLoader(MODULE).loadClass("dev.lifeline.datasource.internal.pool.PoolFactory");

        assertThatThrownBy(() -> internal.getDeclaredConstructors()[0].setAccessible(true))
                .isInstanceOf(InaccessibleObjectException.class);
    }
}
