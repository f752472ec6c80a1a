package dev.lifeline.persistence.internal.hibernate;

import dev.lifeline.datasource.internal.pool.ConnectionSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Data source that records the calls on its connections. Safe for use by several threads. */
final class RecordingDataSource extends ConnectionSource {
    private final DataSource real;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    RecordingDataSource(DataSource real) {
        this.real = real;
    }

    List<String> calls() {
        return calls;
    }

    void forget() {
        calls.clear();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
