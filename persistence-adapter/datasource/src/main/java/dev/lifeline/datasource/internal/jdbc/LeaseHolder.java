package dev.lifeline.datasource.internal.jdbc;

/** The present lease of one connection. Safe for use by several threads. */
public final class LeaseHolder {
    private volatile Lease lease = Lease.NONE;

    /** A connection that is not in use. */
    public LeaseHolder() {}

    /** Returns on which terms the connection is in use. */
    public Lease lease() {
        return lease;
    }

    void set(Lease other) {
        lease = other;
    }
}
