package dev.lifeline.app.jwt;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Result of the verification of a token.
 *
 * @param status whether the token is accepted
 * @param roles values of the claim with roles; empty if the token is not accepted
 */
public record JwtResult(Status status, Set<String> roles) {
    static final JwtResult WRONG = new JwtResult(Status.WRONG, Set.of());
    static final JwtResult NO_KEYS = new JwtResult(Status.NO_KEYS, Set.of());
    static final JwtResult BUSY = new JwtResult(Status.BUSY, Set.of());

    /** Copies the roles. */
    public JwtResult {
        roles = Set.copyOf(roles);
    }

    /** Returns the same result with only those of the given values that it has. */
    JwtResult retaining(Set<String> known) {
        return new JwtResult(status, known.stream().filter(roles::contains).collect(Collectors.toSet()));
    }

    /** Outcome of a verification. */
    public enum Status {
        /** The token is accepted. */
        VALID,
        /** The token is not accepted. */
        WRONG,
        /** The key of the token is unknown, and the keys of the issuer cannot be read at present. */
        NO_KEYS,
        /** Too many tokens are being verified. */
        BUSY
    }
}
