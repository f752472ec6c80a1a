package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;

/**
 * A host that may have the database, and its port.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record DatabaseEndpoint(String host, int port) {

    /** PostgreSQL's port, for when nobody says otherwise. */
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

    /** The endpoint as it stands in a URL. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
