package dev.lifeline.app.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.lifeline.testing.http.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Key server on loopback that can fail, hang, and send invalid keys. The test closes it. Safe for use by several
 * threads.
 */
public final class KeyEndpoint implements AutoCloseable {
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final LoopbackServer server = new LoopbackServer(this::answer);
    private volatile boolean closing;
    private volatile String keys;
    private volatile Behaviour behaviour = Behaviour.ANSWERS;
    private volatile Behaviour discovery = Behaviour.ANSWERS;
    private volatile String configuration = configuration("/jwks");

    /** Response of a key server. */
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

    /** Sets what the server does from now on with the keys. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Sets what the server does from now on with its OpenID configuration. */
    public void behaveInDiscovery(Behaviour next) {
        discovery = next;
    }

    /** Replaces the OpenID configuration. */
    void describe(String json) {
        configuration = json;
    }

    /** Returns an OpenID configuration of this server. */
    String configuration(String keysPath) {
        return "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + server.url() + keysPath + "\"}";
    }

    /** Returns the name of the server as an issuer. */
    public String issuer() {
        return server.url() + "/realms/main/";
    }

    /** Returns the location of the keys if only the issuer is configured. */
    public KeyLocation discovered() {
        return KeyLocation.ofIssuer(issuer()).orElseThrow();
    }

    /** Returns the paths that were requested so far, in order. */
    List<String> paths() {
        return List.copyOf(paths);
    }

    /** Returns the location of the keys. */
    public KeyLocation location() {
        return KeyLocation.parse(server.url() + "/jwks").orElseThrow();
    }

    /** Returns the number of requests so far. */
    public int requests() {
        return paths.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        paths.add(path);
        boolean isDiscovery = path.contains("/.well-known/");
        Behaviour chosen = isDiscovery ? discovery : behaviour;
        String document = isDiscovery ? configuration : keys;
        switch (chosen) {
            case ANSWERS -> send(exchange, 200, document);
            case FAILS -> send(exchange, 500, document);
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", server.url() + "/other");
                send(exchange, 302, document);
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
                for (OutputStream body = exchange.getResponseBody(); !closing; ) {
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
        closing = true;
        server.close();
    }
}
