package dev.lifeline.app.http.limit;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.AttributeHolder;

/** Connections without a socket that record which of them were closed. */
final class FakeConnections {
    private static final int ANY_PORT = 4711;

    private final List<Object> closed = new ArrayList<>();

    /** Returns an open connection of a client with the given address. */
    Connection<?> from(InetAddress address) {
        AttributeHolder attributes = Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createUnsafeAttributeHolder();
        var peer = new InetSocketAddress(address, ANY_PORT);
        return (Connection<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPeerAddress" -> peer;
                    case "getAttributes" -> attributes;
                    case "isOpen" -> !closed.contains(proxy);
                    case "terminateSilently" -> {
                        closed.add(proxy);
                        yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "connection from " + address.getHostAddress();
                    default -> method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
    }

    /** Returns the closed connections in the order in which they were closed. */
    List<Object> closed() {
        return closed;
    }
}
