package dev.lifeline.rest.access;

/** Who decides which clients may force a reconnect. Web pages of other origins never may without a bearer token. */
public enum AdminRule {
    /** The REST adapter: with a token, its holders; without, all clients of a server that listens on loopback only. */
    ADAPTER,
    /** The server in front of the adapter, which admits no other requests. */
    SERVER,
    /** The same; the server requires a bearer token, which the status page asks its user for. */
    SERVER_BY_TOKEN
}
