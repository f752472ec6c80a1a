package dev.lifeline.rest.internal.project;

import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Proxy;
import java.util.List;

/** Headers of a request, each with the same text. */
final class PreconditionHeaders {

    private PreconditionHeaders() {}

    static HttpHeaders of(String text) {
        return (HttpHeaders) Proxy.newProxyInstance(
                HttpHeaders.class.getClassLoader(),
                new Class<?>[] {HttpHeaders.class},
                (proxy, method, arguments) -> List.of(text));
    }
}
