package dev.lifeline.datasource.config;

import static dev.lifeline.datasource.config.UrlText.invalid;

import dev.lifeline.datasource.internal.driver.DriverParameters;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of database URLs. Messages never quote the URL, because it may contain a password. */
final class DatabaseUrlParser {
    /** Names that messages may show: other characters are a sign that it is no name, but a part of something else. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]*");

    private static final Set<String> SECRETS = Set.of("password", "sslpassword");

    private final UrlText text;
    private final Map<String, String> parameters = new TreeMap<>();
    private @Nullable String username;
    private @Nullable String password;
    private @Nullable String hosts;
    private @Nullable String ports;
    private @Nullable String database;
    /** Whether a secret was read: text after it may belong to the secret. */
    private boolean isAfterSecret;

    /** @throws dev.lifeline.domain.settings.InvalidSettingsException if the URL cannot be split */
    DatabaseUrlParser(String url) {
        this.text = UrlText.split(url);
    }

    DatabaseUrl parse() {
        readUserInfo();
        database = text.database().isEmpty() ? null : decode(text.database());
        for (String pair : text.query().split("&", -1)) {
            if (!pair.isEmpty()) {
                readParameter(pair);
            }
        }
        var endpoints = new EndpointList(text.hosts(), hosts, ports).read();
        return new DatabaseUrl(endpoints, database == null ? "" : database, parameters, owner());
    }

    private void readUserInfo() {
        String userInfo = text.userInfo();
        if (userInfo == null) {
            return;
        }
        int colon = userInfo.indexOf(':');
        username = decodeSecret(colon < 0 ? userInfo : userInfo.substring(0, colon));
        if (colon >= 0) {
            password = decodeSecret(userInfo.substring(colon + 1));
        }
    }

    private void readParameter(String pair) {
        int equals = pair.indexOf('=');
        String written = equals < 0 ? pair : pair.substring(0, equals);
        if (isAfterSecret && (equals < 0 || !DriverParameters.isKnown(written))) {
            throw invalid(
                    "has an unknown parameter behind its password: correct its name, or percent-encode the password"
                            + " (%26 for &)");
        }
        if (equals <= 0) {
            throw invalid("must have parameters of the form key=value");
        }
        String key = decode(written);
        if (!NAME.matcher(key).matches()) {
            throw invalid("has a parameter whose name has another character than a letter, a digit, _, - and ."
                    + " (not shown); percent-encode & in a value as %26");
        }
        String plain = DriverParameters.plain(key);
        boolean isSecret = SECRETS.contains(plain);
        isAfterSecret |= isSecret;
        String value = pair.substring(equals + 1);
        addParameter(key, plain, isSecret ? decodeSecret(value) : decode(value));
    }

    private void addParameter(String key, String plain, String value) {
        switch (plain) {
            case "user" -> username = value;
            case "password" -> password = value;
            case "host", "pghost" -> hosts = value;
            case "port", "pgport" -> ports = value;
            case "dbname", "pgdbname" -> database = value;
            default -> addDriverParameter(key, value);
        }
    }

    private void addDriverParameter(String key, String value) {
        String earlier = parameters.put(key, value);
        if (earlier != null && !earlier.equals(value)) {
            throw invalid("must not set " + key + " twice");
        }
    }

    private @Nullable DatabaseCredentials owner() {
        if (username != null && !username.isBlank()) {
            return DatabaseCredentials.of(username, password == null ? "" : password);
        }
        if (password != null) {
            throw invalid("must name the user that its password belongs to");
        }
        return null;
    }

    static String decode(String text) {
        try {
            return UrlEncoding.decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("has a percent sign that is not followed by two hexadecimal digits of UTF-8");
        }
    }

    private static String decodeSecret(String text) {
        try {
            return UrlEncoding.decode(text);
        } catch (IllegalArgumentException e) {
            throw UrlText.unencoded();
        }
    }
}
