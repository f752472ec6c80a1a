package dev.lifeline.app.access;

/** Verdict on a request. */
public enum Verdict {
    /** The request is admitted. */
    ADMITTED,
    /** The other listener serves the path. */
    NOT_HERE,
    /** The request lacks a token. */
    NEEDS_TOKEN,
    /** The request lacks a token, which a browser can ask its user for. */
    NEEDS_LOGIN,
    /** The token of the request does not grant the permission. */
    NOT_GRANTED,
    /** No token is set for the permission, and the client is on another machine. */
    NOT_LOCAL,
    /** The client address has sent too many wrong tokens. */
    TOO_MANY_WRONG_TOKENS,
    /** The key of the JSON Web Token is unknown, and the issuer's keys cannot be read at present. */
    NO_KEYS,
    /** Too many tokens are being verified. */
    BUSY
}
