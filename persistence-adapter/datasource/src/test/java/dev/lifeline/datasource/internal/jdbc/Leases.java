package dev.lifeline.datasource.internal.jdbc;

/** Creates lease holders for tests. */
public final class Leases {

    private Leases() {}

    /** Returns a holder of the given lease. */
    public static LeaseHolder held(Lease lease) {
        LeaseHolder holder = new LeaseHolder();
        holder.set(lease);
        return holder;
    }

    /** Returns the holder of a caller that got the driver's connection. */
    public static LeaseHolder ofListener() {
        LeaseHolder holder = held(Lease.OF_CALLER);
        holder.setMayListen(true);
        return holder;
    }
}
