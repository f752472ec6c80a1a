package dev.lifeline.datasource.config;

import java.util.Arrays;
import java.util.Optional;

/** Recognises URLs of drivers that wrap another driver or belong to another database, and suggests a replacement. */
enum WrappedUrl {
    TESTCONTAINERS(
            "jdbc:tc:",
            "must not begin with jdbc:tc:, a driver that starts a container: start a PostgreSQLContainer in the"
                    + " test, and use the URL from its getJdbcUrl()"),
    OPENTELEMETRY(
            "jdbc:otel:",
            "must not begin with jdbc:otel:, a driver that wraps another one: remove otel:, and wrap the data"
                    + " source with OpenTelemetry's JdbcTelemetry, or use the OpenTelemetry agent"),
    P6SPY(
            "jdbc:p6spy:",
            "must not begin with jdbc:p6spy:, a driver that wraps another one: remove p6spy:, and wrap the data"
                    + " source with P6DataSource"),
    LOG4JDBC(
            "jdbc:log4jdbc:",
            "must not begin with jdbc:log4jdbc:, a driver that wraps another one: remove log4jdbc:, and wrap the"
                    + " data source with DataSourceSpy"),
    AWS(
            "jdbc:aws-wrapper:",
            "must not begin with jdbc:aws-wrapper:, a driver that wraps another one: remove aws-wrapper:; Lifeline"
                    + " itself recovers after a failover"),
    LIFELINE(
            "jdbc:lifeline:",
            "must not begin with jdbc:lifeline:, which is for pools that are not Lifeline's: remove lifeline:"),
    PGJDBC_NG("jdbc:pgsql:", "must not begin with jdbc:pgsql:, the form of another driver: write jdbc:postgresql:");

    private final String scheme;
    private final String problem;

    WrappedUrl(String scheme, String problem) {
        this.scheme = scheme;
        this.problem = problem;
    }

    /** Returns the problem of such a URL, without quoting the URL; empty for all other URLs. */
    static Optional<String> problem(String url) {
        return Arrays.stream(values())
                .filter(one -> url.regionMatches(true, 0, one.scheme, 0, one.scheme.length()))
                .map(one -> one.problem)
                .findFirst();
    }
}
