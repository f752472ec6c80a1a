package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;

/**
 * Host and port of a database server.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record DatabaseEndpoint(String host, int port) {

    /** Default port of PostgreSQL. */
    public static final int DEFAULT_PORT = 5432;

    private static final int MAX_PORT = 65_535;

    public DatabaseEndpoint {
        new SettingChecks()
                .require(
                        !host.isBlank() && host.chars().noneMatch(c -> c <= ' ' || "/?#@,[]%\\".indexOf(c) >= 0),
                        "database.url must name hosts without blanks and special characters")
                .between("the port in database.url", port, 1, MAX_PORT)
                .verify();
    }

    /** Returns the endpoint in the form used in URLs. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
