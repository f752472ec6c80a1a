package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Isolation level of transactions. */
public enum IsolationLevel {
    SERVER_DEFAULT(Connection.TRANSACTION_NONE),
    READ_UNCOMMITTED(Connection.TRANSACTION_READ_UNCOMMITTED),
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private static final String PREFIX = "TRANSACTION_";

    private final int level;

    IsolationLevel(int level) {
        this.level = level;
    }

    /**
     * Returns a level by its name in {@link Connection}, with or without {@code TRANSACTION_}, or by its number there.
     *
     * @throws InvalidSettingsException if PostgreSQL has no such level
     */
    public static IsolationLevel named(String written) {
        String name = written.strip().toUpperCase(Locale.ROOT);
        String plain = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return Arrays.stream(values())
                .filter(one -> one != SERVER_DEFAULT)
                .filter(one ->
                        one.name().equals(plain) || String.valueOf(one.level).equals(plain))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingsException(
                        List.of("transactionIsolation must be TRANSACTION_READ_UNCOMMITTED, TRANSACTION_READ_COMMITTED,"
                                + " TRANSACTION_REPEATABLE_READ or TRANSACTION_SERIALIZABLE, but is " + written)));
    }

    /** Returns the level in SQL. */
    public String sql() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
