package dev.lifeline.persistence.fault;

/** Requests per second. */
record Pace(int reads, int writes) {
    /** Rate for short tests, which must pass on a busy machine. */
    static final Pace EASY = new Pace(60, 6);

    /** Rate for the published table. */
    static final Pace FULL = new Pace(150, 15);

    int readsForEachWrite() {
        return reads / writes;
    }

    long microsBetween() {
        return 1_000_000L / (reads + writes);
    }
}
