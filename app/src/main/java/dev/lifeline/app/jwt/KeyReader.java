package dev.lifeline.app.jwt;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the bytes of a key set: at most one more than {@link VerificationKeys#MAX_BYTES}. */
interface KeyReader extends AutoCloseable {

    /** Reads the key set. Blocks for a bounded time. */
    byte[] read() throws IOException, InterruptedException;

    /** Returns the location from which the last read got the keys, or at which it failed. */
    KeyLocation location();

    /** Returns the time from one read to the next. */
    Duration interval();

    @Override
    default void close() {}

    /** Returns the reader of a location. */
    static KeyReader of(KeyLocation location, Ticker ticker) {
        if (location.issuer() != null) {
            return new DiscoveredKeys(location, ticker);
        }
        return location.file() == null ? new KeyServer(location) : new KeyFile(location.file());
    }

    /** A file, which another program may replace at any time. */
    record KeyFile(Path file) implements KeyReader {
        private static final Duration INTERVAL = Duration.ofSeconds(1);

        @Override
        public byte[] read() throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(VerificationKeys.MAX_BYTES + 1);
            }
        }

        @Override
        public KeyLocation location() {
            return KeyLocation.ofFile(file);
        }

        @Override
        public Duration interval() {
            return INTERVAL;
        }
    }
}
