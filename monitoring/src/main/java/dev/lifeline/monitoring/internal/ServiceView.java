package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.FollowEventsUseCase;
import dev.lifeline.domain.port.in.ListIncidentsUseCase;
import dev.lifeline.domain.port.in.ShowStatusUseCase;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.incident.IncidentHistory;
import dev.lifeline.monitoring.internal.incident.IncidentKeeper;
import dev.lifeline.monitoring.internal.incident.IncidentList;
import dev.lifeline.monitoring.internal.status.RecentChecks;
import dev.lifeline.monitoring.internal.status.RequestWindow;
import dev.lifeline.monitoring.internal.status.StatusPicture;
import dev.lifeline.monitoring.internal.stream.EventStreams;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service as users see it: status, incidents and events. Safe for use by several threads. */
public final class ServiceView implements ConnectionEventListener, AutoCloseable {
    private final Clock clock;
    private final RequestWindow requests;
    private final RecentChecks checks = new RecentChecks();
    private final EventStreams streams;
    private final EventNotes notes;
    private final Optional<IncidentKeeper> keeper;
    private final IncidentHistory history;

    /**
     * Creates a view that only knows the incidents of earlier runs.
     *
     * @param directory directory of the incidents, or null
     */
    public ServiceView(@Nullable Path directory, Clock clock, Ticker ticker) {
        String run = Long.toString(clock.millis(), Character.MAX_RADIX);
        this.clock = clock;
        this.requests = new RequestWindow(ticker);
        this.streams = new EventStreams(run);
        this.notes = new EventNotes(ticker, streams);
        this.keeper = Optional.ofNullable(directory).map(IncidentKeeper::open);
        this.history = new IncidentHistory(run, clock, this::tell);
        keeper.ifPresent(file -> history.enter(file.former()));
    }

    private void tell(Incident incident) {
        streams.tell(incident);
        keeper.ifPresent(file -> file.keep(incident));
    }

    @Override
    public void on(ConnectionEvent event) {
        checks.on(event);
        notes.on(event);
        history.on(event);
    }

    /** Records a request, if it belongs to the service's purpose. */
    public void request(String route, int status, Duration took) {
        if (ApiRoutes.isWork(route)) {
            requests.record(status, took);
        }
    }

    /** Returns the status of the service. */
    public ShowStatusUseCase status(CheckConnectionHealthUseCase health, ServiceInstance instance) {
        return new StatusPicture(health, requests, checks, history::outage, instance, clock);
    }

    /** Returns the incidents. */
    public ListIncidentsUseCase incidents() {
        return new IncidentList(history);
    }

    /** Returns the event streams. */
    public FollowEventsUseCase events() {
        return streams;
    }

    /** Ends all streams and refuses new ones. */
    public void endStreams() {
        streams.close();
    }

    /** Ends all streams and writes unsaved incidents; waits for at most 3 s. */
    @Override
    public void close() {
        streams.close();
        keeper.ifPresent(IncidentKeeper::close);
    }
}
