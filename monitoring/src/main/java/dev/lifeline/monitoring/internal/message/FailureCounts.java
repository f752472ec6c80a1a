package dev.lifeline.monitoring.internal.message;

import dev.lifeline.monitoring.internal.text.Plural;

/**
 * Counts of events that were not logged, since the database was last healthy. Confined to its owner's thread or lock.
 */
final class FailureCounts {
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

    /** Returns a text such as {@code , 3 failed checks, 214 retries}; omits zero counts. */
    String text() {
        return part(failedChecks, "failed check", "failed checks")
                + part(retries, "retry", "retries")
                + part(givenUp, "operation given up", "operations given up");
    }

    private static String part(long count, String singular, String plural) {
        return count == 0 ? "" : ", " + Plural.count(count, singular, plural);
    }
}
