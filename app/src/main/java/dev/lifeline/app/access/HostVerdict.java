package dev.lifeline.app.access;

/** Verdict on the {@code Host} header of a request. */
public enum HostVerdict {
    /** It is a name or an address of the service. */
    ALLOWED,
    /** It is another name or address. */
    FOREIGN,
    /** It is no host (RFC 9112, section 3.2). */
    MALFORMED
}
