package dev.lifeline.app.jwt;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Keys that the OpenID configuration of their issuer names. Each read reads both documents, within
 * one time limit, so that keys that have moved are found. For use by one thread at a time.
 */
final class DiscoveredKeys implements KeyReader {
    private final KeyLocation configuration;
    private final URI url;
    private final Ticker ticker;
    private final DocumentClient client = new DocumentClient();
    private volatile KeyLocation location;

    DiscoveredKeys(KeyLocation configuration, Ticker ticker) {
        this.configuration = configuration;
        this.ticker = ticker;
        url = requireNonNull(configuration.url(), "url");
        location = configuration;
    }

    @Override
    public byte[] read() throws IOException, InterruptedException {
        long begun = ticker.nanos();
        location = configuration;
        KeyLocation keys = OpenIdConfiguration.keys(client.get(url, DocumentClient.TIMEOUT), configuration);
        location = keys;
        Duration left = DocumentClient.TIMEOUT.minusNanos(ticker.nanos() - begun);
        return client.get(requireNonNull(keys.url(), "url"), left);
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
