package dev.lifeline.datasource.internal.replay;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of the database. Each method runs on the current server connection and only reads. Confined to one thread.
 *
 * @param connection the caller's connection
 */
record ReplayingMetaData(Connection connection, Questions questions) implements InvocationHandler {

    /** Runs a metadata method on the current server connection. */
    @FunctionalInterface
    interface Questions {
        Object ask(ReplayedTransaction.Use<Object> question) throws SQLException;
    }

    /** Returns the metadata for a connection. */
    static DatabaseMetaData of(Connection connection, Questions questions) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                ReplayingMetaData.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                new ReplayingMetaData(connection, questions));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws SQLException {
        return switch (method.getName()) {
            case "getConnection" -> connection;
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> questions.ask(current -> answer(current, method, arguments));
        };
    }

    @SuppressWarnings("NullAway") // some methods return null
    private static Object answer(Connection current, Method method, Object @Nullable [] arguments) throws SQLException {
        try {
            return method.invoke(current.getMetaData(), arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
