package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.domain.port.in.ListIncidentsUseCase;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Derives incidents from connection events, and keeps them. Does no input or output. Safe for use by several threads.
 */
public final class IncidentHistory implements ConnectionEventListener {
    private final IncidentStore store;
    private final IncidentRules rules;
    private final Clock clock;

    /**
     * @param run unique name of this run of the service
     * @param changes receives each incident that begins, changes materially, or ends; must not block
     */
    public IncidentHistory(String run, Clock clock, Consumer<Incident> changes) {
        this.store = new IncidentStore(run, ListIncidentsUseCase.MOST, changes);
        this.clock = clock;
        this.rules = new IncidentRules(store);
    }

    /** Adds the incidents of earlier runs, oldest first. Must be called before the first event. */
    public synchronized void enter(Collection<Incident> former) {
        store.enter(former);
    }

    @Override
    public synchronized void on(ConnectionEvent event) {
        rules.settle(event.at());
        event.accept(rules);
    }

    /** Returns the newest incidents, newest first. */
    public synchronized List<Incident> newest(int limit) {
        rules.settle(clock.instant());
        return store.newest(limit);
    }

    /** Returns the ongoing outage, if there is one. */
    public synchronized Optional<Incident> outage() {
        rules.settle(clock.instant());
        return store.ongoing(IncidentKind.OUTAGE);
    }
}
