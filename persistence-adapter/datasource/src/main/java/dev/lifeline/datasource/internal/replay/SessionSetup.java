package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the session that the caller made with {@code set name = value} outside of a transaction, as pools do on a
 * new connection. They can be made again on another connection. Confined to one thread.
 */
final class SessionSetup {
    private static final int MOST = 100;
    private static final int LONGEST = 1_000;

    /**
     * Pattern of a value without comments and dollar quotes, in which each quoted text is closed, because the text is
     * joined with others later.
     */
    private static final String VALUE = "(?:'[^'\\\\]*'|\"[^\"]*\"|[^'\"$/-]|-(?!-))*+";

    private static final Pattern SETTING = Pattern.compile(
            "\\s*set\\s+(?:session\\s+)?([a-z_][a-z0-9_.]*)\\s*(?:=|\\sto\\s)" + VALUE, Pattern.CASE_INSENSITIVE);

    private final Map<String, String> byName = new LinkedHashMap<>(0);

    /** Records the settings of a text; returns false, and records nothing, if the text contains anything else. */
    boolean add(String sql) {
        if (sql.length() > LONGEST) {
            return false;
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String statement : sql.split(";", -1)) {
            Matcher setting = SETTING.matcher(statement);
            if (setting.matches()) {
                found.put(setting.group(1).toLowerCase(Locale.ROOT), statement);
            } else if (!statement.isBlank()) {
                return false;
            }
        }
        if (byName.size() + found.size() > MOST) {
            return false;
        }
        byName.putAll(found);
        return true;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Forgets a setting, because a later one of JDBC replaces it. */
    void remove(String name) {
        byName.remove(name);
    }

    /** Returns the statement that made a setting, or null. */
    @Nullable
    String text(String name) {
        return byName.get(name);
    }

    /** Restores a setting to the statement that {@link #text} returned; null removes the setting. */
    void restore(String name, @Nullable String text) {
        if (text == null) {
            byName.remove(name);
        } else {
            byName.put(name, text);
        }
    }

    boolean makesReadOnly() {
        return byName.values().stream().anyMatch(SqlText::mentionsReadOnly);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Makes the settings on a connection, one of them with the given text; null omits it. */
    void applyTo(Connection connection, String name, @Nullable String text) throws SQLException {
        Map<String, String> then = byName;
        if (!Objects.equals(text, byName.get(name))) {
            then = new LinkedHashMap<>(byName);
            then.remove(name);
            if (text != null) {
                then.put(name, text);
            }
        }
        if (then.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join(";", then.values()));
        }
    }
}
