package dev.lifeline.app.jwt;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** HTTP server that has the keys of an issuer. Safe for use by several threads. */
final class KeyServer implements KeyReader {
    private final KeyLocation location;
    private final URI url;
    private final DocumentClient client = new DocumentClient();

    KeyServer(KeyLocation location) {
        this.location = location;
        url = requireNonNull(location.url(), "url");
    }

    @Override
    public byte[] read() throws IOException, InterruptedException {
        return client.get(url, DocumentClient.TIMEOUT);
    }

    @Override
    public KeyLocation location() {
        return location;
    }

    @Override
    public Duration interval() {
        return DocumentClient.INTERVAL;
    }

    @Override
    public void close() {
        client.close();
    }
}
