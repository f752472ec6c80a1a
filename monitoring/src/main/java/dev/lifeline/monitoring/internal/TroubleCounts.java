package dev.lifeline.monitoring.internal;

/** What was counted instead of being told, since the database was last known to be well. Confined to whoever holds it. */
final class TroubleCounts {
    private long failedChecks;
    private long retries;
    private long givenUp;

    void failedCheck() {
        failedChecks++;
    }

    void retry() {
        retries++;
    }

    void givenUp() {
        givenUp++;
    }

    void reset() {
        failedChecks = 0;
        retries = 0;
        givenUp = 0;
    }

    /** Such as {@code , 3 failed checks, 214 retries}; leaves out what did not happen. */
    String text() {
        return part(failedChecks, "failed check", "failed checks")
                + part(retries, "retry", "retries")
                + part(givenUp, "operation given up", "operations given up");
    }

    private static String part(long count, String one, String several) {
        return count == 0 ? "" : ", " + count + " " + (count == 1 ? one : several);
    }
}
