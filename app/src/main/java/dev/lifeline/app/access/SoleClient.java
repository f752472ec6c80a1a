package dev.lifeline.app.access;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The only client that a listener is for, with a random token. Immutable. */
public final class SoleClient {
    private static final int TOKEN_BYTES = 32;

    private final String token;

    private SoleClient(String token) {
        this.token = token;
    }

    /** Returns a client with a new token. */
    public static SoleClient create() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return new SoleClient(HexFormat.of().formatHex(random));
    }

    /** Returns the admission of the listener: all requests but those for the short health need the token. */
    public AccessConfig access() {
        var source = new TokenSource(Token.of("token", token), null);
        return new AccessConfig(
                List.of(),
                List.of(),
                Arrays.stream(Role.values()).collect(Collectors.toMap(Function.identity(), role -> source)),
                null,
                false);
    }

    /** Returns the headers of its requests. */
    public Map<String, String> headers() {
        return Map.of("Authorization", "Bearer " + token);
    }
}
