package dev.lifeline.datasource.internal.replay;

import org.jspecify.annotations.Nullable;

/**
 * The caller's setting of the search path.
 *
 * @param schema set through JDBC, or null
 * @param sql statement that set it, or null; both are null for the server's default
 */
record SearchPath(@Nullable String schema, @Nullable String sql) {
    static final SearchPath DEFAULT = new SearchPath(null, null);
}
