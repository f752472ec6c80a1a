package dev.lifeline.persistence.internal.hibernate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Inserts the schema of the table into every statement. Hibernate starts before the database is reached, and therefore
 * before the schema is known. Costs one map lookup per statement. Safe for use by several threads.
 */
final class SchemaInspector implements StatementInspector {
    /** Schema name that Hibernate is configured with. */
    static final String PLACEHOLDER = "lifeline_schema_placeholder";

    private static final long serialVersionUID = 1L;

    private final transient Supplier<String> prefix;
    private transient volatile Known known;

    /** @param prefix prefix of table names: a schema and a dot, or empty */
    SchemaInspector(Supplier<String> prefix) {
        this.prefix = prefix;
        this.known = new Known(prefix.get(), new ConcurrentHashMap<>());
    }

    /** Completed statements for one prefix: one for each query of this package. */
    private record Known(String prefix, Map<String, String> statements) {

        String statement(String sql) {
            String finished = statements.get(sql);
            if (finished == null) {
                finished = sql.replace(PLACEHOLDER + ".", prefix);
                statements.put(sql, finished);
            }
            return finished;
        }
    }

    @Override
    public String inspect(String sql) {
        String now = prefix.get();
        Known current = known;
        if (!current.prefix.equals(now)) {
            current = new Known(now, new ConcurrentHashMap<>());
            known = current;
        }
        return current.statement(sql);
    }
}
