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
 * Where the database is.
 *
 * @param endpoints the hosts that may have it, at least one; of several the writable one is used
 * @param database its name; empty for the name of the user, as in PostgreSQL's own tools
 * @param parameters further parameters of the PostgreSQL driver, such as {@code sslmode}. Names may be in any case, or those
 *     of libpq; they become the driver's. A name or a value that the driver does not know is refused
 * @param owner the credentials that stood in the URL, or null
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
     * Reads a URL: {@code jdbc:postgresql://host:port,host:port/name?key=value}, or the form that PostgreSQL's own tools
     * take, {@code postgresql://user:password@host:port/name?key=value}. Hosts, ports and the database's name may be
     * parameters too ({@code host}, {@code port}, {@code dbname}); quotation marks around the whole are removed.
     *
     * @throws InvalidSettingsException if it has another form; the message never quotes the URL
     */
    public static DatabaseUrl parse(String url) {
        return new DatabaseUrlParser(url).parse();
    }

    /** The credentials that stood in the URL. */
    public Optional<DatabaseCredentials> credentials() {
        return Optional.ofNullable(owner);
    }

    /** Returns this URL, with the user's name as that of the database if it has none. */
    DatabaseUrl completedFor(DatabaseCredentials user) {
        return database.isBlank() ? new DatabaseUrl(endpoints, user.username(), parameters, owner) : this;
    }

    /** The URL for the JDBC driver, without parameters and credentials. */
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
