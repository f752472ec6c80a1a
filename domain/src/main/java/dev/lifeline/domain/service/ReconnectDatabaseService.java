package dev.lifeline.domain.service;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.port.in.ReconnectDatabaseUseCase;
import dev.lifeline.domain.port.out.DatabaseConnection;

/** Replaces the connections to the database on request. */
public final class ReconnectDatabaseService implements ReconnectDatabaseUseCase {
    private final DatabaseConnection connection;

    public ReconnectDatabaseService(DatabaseConnection connection) {
        this.connection = requireNonNull(connection, "connection");
    }

    @Override
    public CheckResult reconnect() {
        return connection.reconnect();
    }
}
