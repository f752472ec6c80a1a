package dev.lifeline.persistence.config;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is.
 *
 * @param endpoints the hosts that may have it, at least one; of several the writable one is used
 * @param database its name
 * @param parameters further properties of the PostgreSQL driver, such as {@code sslmode}
 * @param owner the credentials that stood in the URL, or null
 */
public record DatabaseUrl(
        List<DatabaseEndpoint> endpoints,
        String database,
        Map<String, String> parameters,
        @Nullable DatabaseCredentials owner) {

    /** What the recovery engine sets itself, because recovery depends on it. */
    private static final Set<String> RESERVED =
            Set.of("loginTimeout", "connectTimeout", "socketTimeout", "hostRecheckSeconds", "tcpKeepAlive");

    public DatabaseUrl {
        endpoints = List.copyOf(endpoints);
        requireNonNull(database, "database");
        parameters = Map.copyOf(new TreeMap<>(parameters));
        String reserved =
                parameters.keySet().stream().filter(RESERVED::contains).sorted().collect(Collectors.joining(", "));
        new SettingChecks()
                .require(!endpoints.isEmpty(), "database.url must name at least one host")
                .require(!database.isBlank(), "database.url must name a database, as in jdbc:postgresql://host/name")
                .require(reserved.isEmpty(), "database.url must not set " + reserved + ": Lifeline sets it itself")
                .verify();
    }

    /**
     * Reads a URL: {@code jdbc:postgresql://host:port,host:port/name?key=value}, or the form that PostgreSQL's own tools
     * take, {@code postgresql://user:password@host:port/name?key=value}.
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
