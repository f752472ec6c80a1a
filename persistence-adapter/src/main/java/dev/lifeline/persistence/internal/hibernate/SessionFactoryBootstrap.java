package dev.lifeline.persistence.internal.hibernate;

import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** Boots Hibernate in code, without asking the database: the process starts just as well while it is down. */
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
     * A factory over that source; the caller closes it.
     *
     * @param schema of the tables, empty for wherever the connection finds them
     */
    static SessionFactory boot(DataSource source, String schema) {
        HibernatePersistenceConfiguration configuration =
                new HibernatePersistenceConfiguration("lifeline").managedClass(ProjectEntity.class);
        configuration.property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, source);
        SETTINGS.forEach(configuration::property);
        if (!schema.isEmpty()) {
            configuration.property(AvailableSettings.DEFAULT_SCHEMA, schema);
        }
        return configuration.createEntityManagerFactory();
    }
}
