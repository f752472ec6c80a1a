package dev.lifeline.datasource.config;

import static java.util.Objects.requireNonNull;

import dev.lifeline.datasource.internal.driver.DriverParameters;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Address of the database. Immutable.
 *
 * @param endpoints hosts of the database, at least one; of several hosts, the one that accepts writes is used
 * @param database name of the database; empty for the name of the user, as in PostgreSQL's tools
 * @param parameters parameters for the PostgreSQL driver, such as {@code sslmode}. Names may be in any case or those of
 *     libpq; they are converted to the driver's names. Names and values that the driver does not know are refused
 * @param owner credentials contained in the URL, or null
 */
public record DatabaseUrl(
        List<DatabaseEndpoint> endpoints,
        String database,
        Map<String, String> parameters,
        @Nullable DatabaseCredentials owner) {

    public DatabaseUrl {
        endpoints = List.copyOf(endpoints);
        requireNonNull(database, "database");
        parameters = DriverParameters.checked(parameters);
        new SettingChecks()
                .require(!endpoints.isEmpty(), "database.url must name at least one host")
                .verify();
    }

    /**
     * Parses a URL: {@code jdbc:postgresql://host:port,host:port/name?key=value}, or the form of PostgreSQL's tools,
     * {@code postgresql://user:password@host:port/name?key=value}. Hosts, ports and database name may also be
     * parameters ({@code host}, {@code port}, {@code dbname}); quotation marks around the URL are removed.
     *
     * @throws InvalidSettingsException if the URL is invalid; the message never quotes the URL
     */
    public static DatabaseUrl parse(String url) {
        return new DatabaseUrlParser(url).parse();
    }

    /** Returns the credentials contained in the URL; empty if it has none. */
    public Optional<DatabaseCredentials> credentials() {
        return Optional.ofNullable(owner);
    }

    /** Returns this URL with the user's name as database name if it has none. */
    DatabaseUrl completedFor(DatabaseCredentials user) {
        return database.isBlank() ? new DatabaseUrl(endpoints, user.username(), parameters, owner) : this;
    }

    /** Returns the URL for the JDBC driver, without parameters and credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://"
                + endpoints.stream().map(DatabaseEndpoint::toString).collect(Collectors.joining(","))
                + "/" + UrlEncoding.encode(database);
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }
}
