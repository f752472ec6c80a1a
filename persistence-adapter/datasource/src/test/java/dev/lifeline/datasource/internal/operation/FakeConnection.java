package dev.lifeline.datasource.internal.operation;

import java.lang.reflect.Proxy;
import java.sql.Connection;

/** A connection that can be closed, and nothing else. */
final class FakeConnection {

    private FakeConnection() {}

    static Connection open() {
        return (Connection) Proxy.newProxyInstance(
                FakeConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
