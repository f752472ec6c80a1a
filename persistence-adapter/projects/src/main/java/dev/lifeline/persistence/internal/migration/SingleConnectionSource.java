package dev.lifeline.persistence.internal.migration;

import dev.lifeline.persistence.internal.jdbc.ForwardingConnection;
import dev.lifeline.persistence.internal.pool.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Gives out one connection again and again, in a transaction that is not the borrower's to end. Confined to one thread. */
final class SingleConnectionSource extends ConnectionSource {
    private final Connection shared;

    SingleConnectionSource(Connection connection) {
        this.shared = new SharedTransaction(connection);
    }

    @Override
    public Connection getConnection() {
        return shared;
    }

    /** A view of the connection that leaves its transaction open. */
    private static final class SharedTransaction extends ForwardingConnection {

        private SharedTransaction(Connection connection) {
            super(connection);
        }

        @Override
        public void setAutoCommit(boolean autoCommit) {
            // The transaction is the owner's.
        }

        @Override
        public void commit() {
            // The owner commits, when all is done.
        }

        @Override
        public void rollback() throws SQLException {
            // The failure that makes the borrower roll back reaches the owner, which then rolls back.
        }

        @Override
        public void close() {
            // The owner closes.
        }
    }
}
