package dev.lifeline.app.access;

/** Verdict on a request. */
public enum Verdict {
    /** It may go on. */
    ADMITTED,
    /** The other listener serves it. */
    NOT_HERE,
    /** It needs a token that it has not. */
    NEEDS_TOKEN,
    /** It needs a token that it has not, and a browser can ask its user for it. */
    NEEDS_LOGIN,
    /** Its token does not grant it. */
    NOT_GRANTED,
    /** No token grants it, and it comes from another machine. */
    NOT_LOCAL,
    /** Its address has sent too many wrong tokens. */
    TOO_MANY_WRONG_TOKENS,
    /** The key of its JSON Web Token is unknown, and the issuer's keys cannot be read at present. */
    NO_KEYS,
    /** Too many tokens are being verified. */
    BUSY
}
