package dev.lifeline.datasource;

import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.internal.driver.DriverParameters;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SuggestedNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Parser of the driver's URLs. Parameters with the prefix {@code lifeline.} are Lifeline's, all others those of the
 * PostgreSQL driver. As in the latter, the URL wins over the properties beside it.
 */
final class DriverUrl {
    static final String SCHEME = "jdbc:lifeline:postgresql:";
    static final String PREFIX = "lifeline.";
    static final String MAXIMUM_POOL_SIZE = PREFIX + "maximumPoolSize";
    static final String CONNECTION_TIMEOUT = PREFIX + "connectionTimeout";
    static final String COMMIT_OUTCOME = PREFIX + "commitOutcome";
    static final String KEEP_SESSION = PREFIX + "keepSession";
    static final String LINGER = PREFIX + "linger";

    /** Names and defaults of Lifeline's parameters; times are in milliseconds, as in HikariCP. */
    static final Map<String, String> DEFAULTS = defaults();

    /**
     * Such a URL is accepted so that it can be refused with an alternative. Otherwise {@code DriverManager} would
     * report only that it has no driver.
     */
    private static final Pattern WRAPPED =
            Pattern.compile("jdbc:lifeline:(tc|otel|p6spy|log4jdbc|aws-wrapper):.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int MOST_LINGER = 600_000;
    private static final String USER = "user";
    private static final String PASSWORD = "password";

    private final Map<String, String> ours = new HashMap<>(DEFAULTS);
    private final Map<String, String> beside = new TreeMap<>();
    private final StringBuilder plain = new StringBuilder();

    private DriverUrl() {}

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(MAXIMUM_POOL_SIZE, "0");
        defaults.put(CONNECTION_TIMEOUT, "30000");
        defaults.put(COMMIT_OUTCOME, "true");
        defaults.put(KEEP_SESSION, "false");
        defaults.put(LINGER, "5000");
        return Map.copyOf(defaults);
    }

    /** Returns whether the URL is one of the driver's; it may still have errors. */
    static boolean isAccepted(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || WRAPPED.matcher(url).matches();
    }

    /**
     * Parses an accepted URL.
     *
     * @throws InvalidSettingsException if the URL or a property is invalid; the message contains neither URL nor
     *     password
     */
    static DriverSettings parse(String url, Properties properties) {
        DriverUrl parser = new DriverUrl();
        for (String name : properties.stringPropertyNames()) {
            parser.addBeside(name, properties.getProperty(name));
        }
        parser.split(url);
        return parser.settings();
    }

    /** Returns the URL of the PostgreSQL driver for the same database. */
    static String ofPostgres(String url) {
        DriverUrl parser = new DriverUrl();
        parser.split(url);
        return parser.plain.toString();
    }

    private void addBeside(String name, String value) {
        if (name.startsWith(PREFIX)) {
            addOurs(name, value);
        } else {
            beside.put(name, value);
        }
    }

    private void addOurs(String name, String value) {
        if (!DEFAULTS.containsKey(name)) {
            String hint = SuggestedNames.nearest(name, DEFAULTS.keySet())
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElse("Lifeline has " + String.join(", ", DEFAULTS.keySet()));
            throw invalid("unknown parameter " + name + ": " + hint);
        }
        ours.put(name, value);
    }

    /** Separates Lifeline's parameters from the URL of the PostgreSQL driver. */
    private void split(String url) {
        int query = url.indexOf('?');
        plain.append("jdbc:").append(url, "jdbc:lifeline:".length(), query < 0 ? url.length() : query);
        if (query < 0) {
            return;
        }
        char separator = '?';
        for (String pair : url.substring(query + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (pair.startsWith(PREFIX)) {
                addOurs(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
            } else {
                plain.append(separator).append(pair);
                separator = '&';
            }
        }
    }

    private DriverSettings settings() {
        DatabaseUrl url = DatabaseUrl.parse(plain.toString());
        String user = remove(USER);
        String password = remove(PASSWORD);
        DatabaseCredentials inUrl = url.credentials().orElse(null);
        return new DriverSettings(
                withParametersBeside(url),
                inUrl != null ? inUrl.username() : user.isBlank() ? System.getProperty("user.name") : user,
                inUrl != null && !inUrl.password().read().isEmpty()
                        ? inUrl.password().read()
                        : password,
                number(MAXIMUM_POOL_SIZE, 1_000),
                Duration.ofMillis(number(CONNECTION_TIMEOUT, Integer.MAX_VALUE)),
                flag(COMMIT_OUTCOME),
                flag(KEEP_SESSION),
                Duration.ofMillis(number(LINGER, MOST_LINGER)));
    }

    private String remove(String name) {
        String value = beside.remove(name);
        return value == null ? "" : value;
    }

    private DatabaseUrl withParametersBeside(DatabaseUrl url) {
        Map<String, String> all = new HashMap<>(DriverParameters.checked(beside));
        all.putAll(url.parameters());
        return new DatabaseUrl(url.endpoints(), url.database(), all, null);
    }

    private int number(String name, int most) {
        String text = ours.getOrDefault(name, "");
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > most) {
            throw invalid(name + " must be a whole number of at most " + most);
        }
        return Integer.parseInt(text);
    }

    private boolean flag(String name) {
        String text = ours.getOrDefault(name, "");
        if (!List.of("true", "false").contains(text)) {
            throw invalid(name + " must be true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private static InvalidSettingsException invalid(String problem) {
        return new InvalidSettingsException(List.of(problem));
    }
}
