package dev.lifeline.monitoring.internal.status;

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
import dev.lifeline.monitoring.internal.incident.IncidentList;
import dev.lifeline.monitoring.internal.incident.IncidentWriter;
import dev.lifeline.monitoring.internal.message.ConnectionMessage;
import dev.lifeline.monitoring.internal.message.ConnectionMessages;
import dev.lifeline.monitoring.internal.stream.EventStreams;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observes events of the connection and requests to the service; provides status, incidents and event streams, and
 * writes the log of the connection. Safe for use by several threads.
 */
public final class ServiceObserver implements ConnectionEventListener, AutoCloseable {
    private final Clock clock;
    private final RequestWindow requests;
    private final RecentChecks checks = new RecentChecks();
    private final EventStreams streams;
    private final ConnectionMessages messages;
    private final Optional<IncidentWriter> writer;
    private final IncidentHistory history;

    /**
     * Creates an observer that only knows the incidents of earlier runs.
     *
     * @param directory directory of the incidents, or null
     * @param log receives each message about the connection
     */
    public ServiceObserver(@Nullable Path directory, Consumer<ConnectionMessage> log, Clock clock, Ticker ticker) {
        String run = Long.toString(clock.millis(), Character.MAX_RADIX);
        this.clock = clock;
        this.requests = new RequestWindow(ticker);
        this.streams = new EventStreams(run);
        this.messages = new ConnectionMessages(ticker, List.of(log, this::publish));
        this.writer = Optional.ofNullable(directory).map(IncidentWriter::open);
        this.history = new IncidentHistory(run, clock, this::incidentChanged);
        writer.ifPresent(file -> history.enter(file.former()));
    }

    private void incidentChanged(Incident incident) {
        streams.publish(incident);
        writer.ifPresent(file -> file.queue(incident));
    }

    private void publish(ConnectionMessage message) {
        if (!message.routine()) {
            streams.publish(message.at(), message.type(), message.text());
        }
    }

    @Override
    public void on(ConnectionEvent event) {
        checks.on(event);
        messages.on(event);
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
        return new ServiceStatusSource(health, requests, checks, history::outage, instance, clock);
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
        writer.ifPresent(IncidentWriter::close);
    }
}
