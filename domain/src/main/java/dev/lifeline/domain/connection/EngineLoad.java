package dev.lifeline.domain.connection;

/**
 * Load of the recovery engine at one moment.
 *
 * @param waiting callers that wait at a gate for the end of an outage or for a writable server
 * @param admitted callers that waited at a gate and then proceeded, counted since the data source was opened
 * @param refused callers that a gate refused, at once or after the longest wait, counted since the data source was
 *     opened
 * @param retriesLeft number of retries that the retry budget allows now
 * @param overdue whether the outage has lasted longer than callers may wait, so that new callers are refused at once
 */
public record EngineLoad(int waiting, long admitted, long refused, double retriesLeft, boolean overdue) {

    /** Creates a load without an overdue outage. */
    public EngineLoad(int waiting, long admitted, long refused, double retriesLeft) {
        this(waiting, admitted, refused, retriesLeft, false);
    }
}
