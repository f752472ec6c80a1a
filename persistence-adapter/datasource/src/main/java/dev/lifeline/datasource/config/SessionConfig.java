package dev.lifeline.datasource.config;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.SettingChecks;

/**
 * Session settings with which each borrower starts. A borrower's own changes end when it closes the connection; these
 * settings also hold on connections that replace lost ones.
 *
 * @param autoCommit whether borrowed connections are in autocommit mode, by default yes
 * @param readOnly whether borrowed connections are read-only, by default no
 * @param isolation isolation level of transactions, by default that of the server
 * @param schema schema that unqualified names refer to; empty, the default, for the search path of the server. Sent
 *     with the login as {@code search_path}, which PgBouncer refuses by default
 * @param initSql statements that run on each new connection, and again when a borrower has changed its session; empty,
 *     the default, for none. Each must be answered within 2 s. If they fail, no connection is lent
 * @param testQuery query that checks an idle connection; empty, the default, for the check of the driver
 */
public record SessionConfig(
        boolean autoCommit,
        boolean readOnly,
        IsolationLevel isolation,
        String schema,
        String initSql,
        String testQuery) {

    public SessionConfig {
        requireNonNull(isolation, "isolation");
        new SettingChecks()
                .require(schema.indexOf('\0') < 0, "session.schema must not contain the character 0")
                .verify();
        initSql = initSql.strip();
        testQuery = testQuery.strip();
    }

    /** Returns the defaults: autocommit, and the defaults of the server. */
    public static SessionConfig defaults() {
        return new SessionConfig(true, false, IsolationLevel.SERVER_DEFAULT, "", "", "");
    }
}
