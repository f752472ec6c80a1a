package dev.lifeline.datasource.internal.replay;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Callable statement that returns the caller's connection from {@code getConnection}. As thread-safe as its target.
 *
 * @param connection the caller's connection
 */
record CallersCallable(CallableStatement target, Connection connection) implements InvocationHandler {

    static CallableStatement of(CallableStatement target, Connection connection) {
        return (CallableStatement) Proxy.newProxyInstance(
                CallersCallable.class.getClassLoader(),
                new Class<?>[] {CallableStatement.class},
                new CallersCallable(target, connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws SQLException {
        return switch (method.getName()) {
            case "getConnection" -> connection;
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> answer(method, arguments);
        };
    }

    @SuppressWarnings("NullAway") // some methods return null
    private Object answer(Method method, Object @Nullable [] arguments) throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
