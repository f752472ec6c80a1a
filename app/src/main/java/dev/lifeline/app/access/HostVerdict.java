package dev.lifeline.app.access;

/** Verdict on the {@code Host} header of a request. */
public enum HostVerdict {
    /** The host is a name or an address of the service. */
    ALLOWED,
    /** The host is another name or address. */
    FOREIGN,
    /** The text is no valid host (RFC 9112, section 3.2). */
    MALFORMED
}
