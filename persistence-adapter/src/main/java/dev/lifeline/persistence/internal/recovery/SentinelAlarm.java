package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.persistence.internal.pool.GenerationalDataSource;
import dev.lifeline.persistence.internal.watch.Sentinel;
import java.time.Clock;
import java.time.Duration;

/** Passes on what the sentinel finds. */
final class SentinelAlarm implements Sentinel.Alarm {
    private final Runnable suspicion;
    private final GenerationalDataSource connections;
    private final ConnectionEventListener listener;
    private final Clock clock;

    /**
     * @param suspicion run when the server does not answer
     * @param connections let go of when one of them is found dead: the way that lost one flow has hardly spared the others
     */
    SentinelAlarm(
            Runnable suspicion, GenerationalDataSource connections, ConnectionEventListener listener, Clock clock) {
        this.suspicion = suspicion;
        this.connections = connections;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void serverSilent() {
        suspicion.run();
    }

    @Override
    public void flowCut(Duration waited, CutCause cause) {
        connections.condemnConnections();
        listener.on(new ConnectionEvent.FlowCut(clock.instant(), waited, cause));
    }
}
