package dev.lifeline.datasource.internal.jdbc;

/** Makes holders of leases for tests. */
public final class Leases {

    private Leases() {}

    /** Returns a holder of that lease. */
    public static LeaseHolder held(Lease lease) {
        LeaseHolder holder = new LeaseHolder();
        holder.set(lease);
        return holder;
    }
}
