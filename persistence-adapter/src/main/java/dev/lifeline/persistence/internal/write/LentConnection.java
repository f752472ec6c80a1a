package dev.lifeline.persistence.internal.write;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;

/** A connection that is lent to somebody's work: whoever lends it ends its transactions, and it. */
final class LentConnection implements InvocationHandler {
    private static final Set<String> LENDERS_AFFAIR = Set.of("commit", "close", "abort", "setAutoCommit");
    private static final String ROLLBACK = "rollback";

    private final Connection connection;

    private LentConnection(Connection connection) {
        this.connection = connection;
    }

    static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new LentConnection(connection));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (isLendersAffair(method)) {
            throw new SQLFeatureNotSupportedException(
                    method.getName() + " is not for the work to call: return, or throw an exception", "0A000");
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Rolling back to a savepoint leaves the transaction as it is. */
    private static boolean isLendersAffair(Method method) {
        return LENDERS_AFFAIR.contains(method.getName())
                || (method.getName().equals(ROLLBACK) && method.getParameterCount() == 0);
    }
}
