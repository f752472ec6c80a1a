package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.datasource.internal.sentinel.Sentinel;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Clock;
import java.time.Duration;

/** Passes the sentinel's findings to the watchdog, the pool and the listener. */
final class SentinelReports implements Sentinel.Alarm {
    private final Watchdog watchdog;
    private final Pools pools;
    private final ConnectionEventListener listener;
    private final Clock clock;

    /**
     * @param pools their connections are replaced when one of them is found dead, because the network probably lost the
     *     others as well
     */
    SentinelReports(Watchdog watchdog, Pools pools, ConnectionEventListener listener, Clock clock) {
        this.watchdog = watchdog;
        this.pools = pools;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void doubt() {
        watchdog.worker().suspect();
    }

    @Override
    public void waitJudged(Duration waited, WaitVerdict verdict) {
        listener.on(new ConnectionEvent.WaitJudged(clock.instant(), waited, verdict));
    }

    @Override
    public void flowCut(Duration waited, CutCause cause, String seen) {
        if (cause != CutCause.DEADLINE) {
            pools.condemnConnections();
        }
        listener.on(new ConnectionEvent.FlowCut(clock.instant(), waited, cause, seen));
    }

    @Override
    public void statementCancelled(Duration waited) {
        listener.on(new ConnectionEvent.StatementCancelled(clock.instant(), waited));
    }

    /** Replaces idle connections, too: network devices may have dropped them during the pause. */
    @Override
    public void clockJumped(Duration by) {
        pools.condemnConnections();
        watchdog.worker().suspect();
        listener.on(new ConnectionEvent.ClockJumped(clock.instant(), by));
    }

    @Override
    public void roundDone() {
        watchdog.replaceEngineIfStuck();
    }
}
