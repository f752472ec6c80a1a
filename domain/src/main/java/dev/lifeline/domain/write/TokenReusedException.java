package dev.lifeline.domain.write;

/** The token was used before, for another write. Nothing was done. */
public final class TokenReusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TokenReusedException(WriteToken token) {
        super("The token was used for another write: " + token);
    }
}
