package dev.lifeline.domain.connection;

/**
 * What the recovery engine has on its hands at one moment.
 *
 * @param waiting callers who wait at the gate for the end of an outage, or for a server that takes writes
 * @param admitted callers who waited at a gate since the connection was opened, and then went on
 * @param refused callers who were turned away at a gate since then, at once or after they had waited in vain
 * @param retriesLeft how many repetitions the retry budget would pay for now
 * @param overdue whether the outage is older than callers are held, so that newcomers are refused at once
 */
public record EngineLoad(int waiting, long admitted, long refused, double retriesLeft, boolean overdue) {

    /** A load without an overdue outage. */
    public EngineLoad(int waiting, long admitted, long refused, double retriesLeft) {
        this(waiting, admitted, refused, retriesLeft, false);
    }
}
