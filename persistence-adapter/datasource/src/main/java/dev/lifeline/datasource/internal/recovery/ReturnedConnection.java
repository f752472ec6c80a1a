package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.jdbc.ForwardingConnection;
import java.sql.Connection;
import java.sql.SQLException;

/** Connection without replay that reports its return. Confined to one thread at a time. */
final class ReturnedConnection extends ForwardingConnection {
    private final Runnable returned;

    /** @param returned runs when the connection is closed */
    ReturnedConnection(Connection target, Runnable returned) {
        super(target);
        this.returned = returned;
    }

    @Override
    public void close() throws SQLException {
        returned.run();
        super.close();
    }
}
