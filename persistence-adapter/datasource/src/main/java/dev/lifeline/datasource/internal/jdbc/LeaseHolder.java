package dev.lifeline.datasource.internal.jdbc;

/** Current lease of a connection. Safe for use by several threads. */
public final class LeaseHolder {
    private volatile Lease lease = Lease.NONE;
    private volatile boolean mayListen;

    /** Creates a holder for a connection that is not in use. */
    public LeaseHolder() {}

    /** Returns the current lease. */
    public Lease lease() {
        return lease;
    }

    void set(Lease other) {
        lease = other;
    }

    /**
     * Returns whether the borrower may wait on the connection without a request, for notifications. Only the driver's
     * connection offers that.
     */
    public boolean mayListen() {
        return mayListen;
    }

    void setMayListen(boolean allowed) {
        mayListen = allowed;
    }
}
