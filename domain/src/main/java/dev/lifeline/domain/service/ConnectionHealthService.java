package dev.lifeline.domain.service;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.out.DatabaseConnection;

/** Reports the health of the database connection. */
public final class ConnectionHealthService implements CheckConnectionHealthUseCase {
    private final DatabaseConnection connection;

    public ConnectionHealthService(DatabaseConnection connection) {
        this.connection = requireNonNull(connection, "connection");
    }

    @Override
    public CheckResult check() {
        return connection.check();
    }

    @Override
    public ConnectionHealth health() {
        return connection.health();
    }
}
