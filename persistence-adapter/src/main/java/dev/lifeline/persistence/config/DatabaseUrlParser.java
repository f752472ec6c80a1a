package dev.lifeline.persistence.config;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes a database URL apart. Messages never quote it, for it may hold a password. */
final class DatabaseUrlParser {
    private static final List<String> SCHEMES = List.of("jdbc:postgresql://", "postgresql://", "postgres://");

    private final String url;
    private final Map<String, String> parameters = new TreeMap<>();
    private @Nullable String username;
    private @Nullable String password;

    DatabaseUrlParser(String url) {
        this.url = url;
    }

    DatabaseUrl parse() {
        String rest = withoutScheme();
        int query = rest.indexOf('?');
        if (query >= 0) {
            readParameters(rest.substring(query + 1));
            rest = rest.substring(0, query);
        }
        int slash = rest.indexOf('/');
        if (slash < 0) {
            throw invalid("must name a database, as in jdbc:postgresql://host/name");
        }
        String authority = rest.substring(0, slash);
        String database = decode(rest.substring(slash + 1));
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            readUserInfo(authority.substring(0, at));
        }
        return new DatabaseUrl(endpoints(authority.substring(at + 1)), database, parameters, owner());
    }

    private String withoutScheme() {
        return SCHEMES.stream()
                .filter(url::startsWith)
                .findFirst()
                .map(scheme -> url.substring(scheme.length()))
                .orElseThrow(() -> invalid("must begin with jdbc:postgresql:// or postgresql://"));
    }

    private void readParameters(String query) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            if (equals <= 0) {
                throw invalid("must have parameters of the form key=value");
            }
            addParameter(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
    }

    private void addParameter(String key, String value) {
        switch (key) {
            case "user" -> username = value;
            case "password" -> password = value;
            default -> parameters.put(key, value);
        }
    }

    private void readUserInfo(String userInfo) {
        int colon = userInfo.indexOf(':');
        username = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        if (colon >= 0) {
            password = decode(userInfo.substring(colon + 1));
        }
    }

    private @Nullable DatabaseCredentials owner() {
        if (username == null) {
            return null;
        }
        return DatabaseCredentials.of(username, password == null ? "" : password);
    }

    private static List<DatabaseEndpoint> endpoints(String hosts) {
        List<DatabaseEndpoint> endpoints = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            endpoints.add(endpoint(host));
        }
        return endpoints;
    }

    private static DatabaseEndpoint endpoint(String text) {
        int portColon = text.lastIndexOf(':');
        if (portColon < 0 || text.endsWith("]")) {
            return new DatabaseEndpoint(withoutBrackets(text), DatabaseEndpoint.DEFAULT_PORT);
        }
        return new DatabaseEndpoint(withoutBrackets(text.substring(0, portColon)), port(text.substring(portColon + 1)));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw invalid("must have a number as port");
        }
    }

    private static String decode(String text) {
        try {
            return UrlEncoding.decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("has a percent sign that is not followed by two hexadecimal digits");
        }
    }

    private static InvalidSettingsException invalid(String problem) {
        return new InvalidSettingsException(List.of("database.url " + problem));
    }
}
