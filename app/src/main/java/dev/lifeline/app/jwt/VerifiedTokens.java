package dev.lifeline.app.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Results of valid tokens by the digest of the token, until they expire or the keys change. Keeps a bounded number, the
 * latest ones. Safe for use by several threads.
 */
final class VerifiedTokens {
    private static final int MAX_TOKENS = 2_000;

    private final Map<ByteBuffer, Known> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
            return size() > MAX_TOKENS;
        }
    };

    private record Known(JwtResult result, Instant end, VerificationKeys keys) {}

    Optional<JwtResult> find(String token, VerificationKeys keys, Instant now) {
        ByteBuffer digest = digest(token);
        synchronized (entries) {
            Known entry = entries.get(digest);
            if (entry == null) {
                return Optional.empty();
            }
            if (entry.keys() != keys || !now.isBefore(entry.end())) {
                entries.remove(digest);
                return Optional.empty();
            }
            return Optional.of(entry.result());
        }
    }

    void add(String token, JwtResult result, Instant end, VerificationKeys keys) {
        ByteBuffer digest = digest(token);
        synchronized (entries) {
            entries.put(digest, new Known(result, end, keys));
        }
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
