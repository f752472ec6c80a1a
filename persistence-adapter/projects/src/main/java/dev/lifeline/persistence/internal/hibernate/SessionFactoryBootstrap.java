package dev.lifeline.persistence.internal.hibernate;

import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.dialect.PostgreSQLDialect;

/** Starts Hibernate from code without access to the database, so that the process can start during an outage. */
final class SessionFactoryBootstrap {
    private static final Map<String, Object> SETTINGS = Map.of(
            AvailableSettings.DIALECT,
            PostgreSQLDialect.class.getName(),
            AvailableSettings.ALLOW_METADATA_ON_BOOT,
            false,
            AvailableSettings.JAKARTA_VALIDATION_MODE,
            "none",
            AvailableSettings.USE_SECOND_LEVEL_CACHE,
            false,
            AvailableSettings.USE_QUERY_CACHE,
            false,
            AvailableSettings.JDBC_TIME_ZONE,
            "UTC");

    private SessionFactoryBootstrap() {}

    /**
     * Creates a session factory over the data source; the caller closes it.
     *
     * @param prefix prefix of table names: a schema and a dot, or empty; requested for each statement
     */
    static SessionFactory boot(DataSource source, Supplier<String> prefix) {
        StandardServiceRegistry services = services(source);
        try {
            return new MetadataSources(services)
                    .addAnnotatedClass(ProjectEntity.class)
                    .buildMetadata()
                    .getSessionFactoryBuilder()
                    .applyStatementInspector(new SchemaInspector(prefix))
                    .build();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(services);
            throw e;
        }
    }

    private static StandardServiceRegistry services(DataSource source) {
        return new StandardServiceRegistryBuilder()
                .applySettings(SETTINGS)
                .applySetting(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, source)
                .applySetting(AvailableSettings.DEFAULT_SCHEMA, SchemaInspector.PLACEHOLDER)
                .addService(BytecodeProvider.class, new BytecodeProviderImpl())
                .build();
    }
}
