package dev.lifeline.domain.write;

/** The token was used before, for a different write. Nothing was changed. */
public final class TokenReusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TokenReusedException(WriteToken token) {
        super("The token was used for another write: " + token);
    }
}
