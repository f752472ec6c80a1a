package dev.lifeline.datasource.internal.operation;

import java.lang.reflect.Proxy;
import java.sql.Connection;

/** Connection that only supports closing. */
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
