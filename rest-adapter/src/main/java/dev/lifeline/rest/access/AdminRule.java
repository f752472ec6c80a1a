package dev.lifeline.rest.access;

/**
 * Rule that decides which clients may force a reconnect. Web pages of other origins never may without a bearer token.
 */
public enum AdminRule {
    /** The REST adapter: with a token, its holders; without, all clients of a server that listens on loopback only. */
    ADAPTER,
    /** The server in front of the adapter, which admits no other requests. */
    SERVER,
    /** The server decides, and requires a bearer token; the status page asks its user for the token. */
    SERVER_BY_TOKEN
}
