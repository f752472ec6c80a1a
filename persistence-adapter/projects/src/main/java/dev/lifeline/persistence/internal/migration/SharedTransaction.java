package dev.lifeline.persistence.internal.migration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Presents a connection in a transaction as a data source, but ignores attempts of its users to end the transaction.
 * The proxy uses reflection; migrations are rare enough for that. Confined to one thread.
 */
final class SharedTransaction {
    /** Methods that are ignored. If a migration fails, the owner gets the failure as well and rolls back. */
    private static final Set<String> LEFT_TO_THE_OWNER = Set.of("setAutoCommit", "commit", "rollback", "close");

    private SharedTransaction() {}

    static DataSource of(Connection owned) {
        Connection view = proxy(
                Connection.class,
                (self, method, arguments) ->
                        LEFT_TO_THE_OWNER.contains(method.getName()) ? null : call(method, owned, arguments));
        return proxy(DataSource.class, (self, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return view;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(SharedTransaction.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Method method, Connection owned, Object[] arguments) throws Throwable {
        try {
            return method.invoke(owned, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
