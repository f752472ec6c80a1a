package dev.lifeline.app.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.lifeline.testing.http.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Key server on loopback that can fail, hang and lie. The test closes it. Safe for use by several threads. */
public final class KeyEndpoint implements AutoCloseable {
    private final AtomicInteger requests = new AtomicInteger();
    private final LoopbackServer server = new LoopbackServer(this::answer);
    private volatile String keys;
    private volatile Behaviour behaviour = Behaviour.ANSWERS;

    /** What a key server does. */
    public enum Behaviour {
        ANSWERS,
        FAILS,
        REDIRECTS,
        HANGS,
        TRICKLES,
        NEVER_ENDS
    }

    public KeyEndpoint(TestIssuer... issuers) {
        publish(issuers);
    }

    /** Replaces the keys. */
    public void publish(TestIssuer... issuers) {
        keys = TestIssuer.keySet(issuers);
    }

    /** Sets what the server does from now on. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Returns the location of the keys. */
    public KeyLocation location() {
        return KeyLocation.parse(server.url() + "/jwks").orElseThrow();
    }

    /** Returns the number of requests so far. */
    public int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        switch (behaviour) {
            case ANSWERS -> send(exchange, 200, keys);
            case FAILS -> send(exchange, 500, keys);
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", server.url() + "/other");
                send(exchange, 302, keys);
            }
            case HANGS -> server.awaitEnd();
            case TRICKLES -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                server.awaitEnd();
            }
            case NEVER_ENDS -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] blanks = " ".repeat(8_192).getBytes(UTF_8);
                for (OutputStream body = exchange.getResponseBody(); behaviour == Behaviour.NEVER_ENDS; ) {
                    body.write(blanks);
                }
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        behaviour = Behaviour.FAILS;
        server.close();
    }
}
