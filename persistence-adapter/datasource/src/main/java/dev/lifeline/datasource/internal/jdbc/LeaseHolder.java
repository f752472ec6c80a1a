package dev.lifeline.datasource.internal.jdbc;

/** Current lease of a connection. Safe for use by several threads. */
public final class LeaseHolder {
    private volatile Lease lease = Lease.NONE;

    /** Creates a holder for a connection that is not in use. */
    public LeaseHolder() {}

    /** Returns the current lease. */
    public Lease lease() {
        return lease;
    }

    void set(Lease other) {
        lease = other;
    }
}
