package dev.lifeline.rest.internal.monitoring;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.status.StreamedEvent;
import dev.lifeline.domain.status.StreamedEvent.ConnectionNote;
import dev.lifeline.domain.status.StreamedEvent.Gap;
import dev.lifeline.domain.status.StreamedEvent.IncidentNote;
import dev.lifeline.rest.internal.json.JsonBody;
import dev.lifeline.rest.internal.json.JsonText;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The client of an event stream. Confined to one thread. */
final class EventStreamClient implements StreamedEvent.Visitor<OutboundSseEvent.Builder>, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventStreamClient.class.getName());

    private static final long RETRY_AFTER_MILLIS = 2_000;

    /**
     * Limit for sending one event. Not all containers detect a client that stopped reading; the next event is sent only
     * after the previous one.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SseEventSink sink;
    private final Sse sse;

    EventStreamClient(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    /** Sends the first status, and the delay after which the client should reconnect. */
    void greet(JsonBody status) throws ClientGoneException, InterruptedException {
        send(status(status).reconnectDelay(RETRY_AFTER_MILLIS));
    }

    /** Sends a status, with a comment for clients that expect comments as keepalive. */
    void send(JsonBody status) throws ClientGoneException, InterruptedException {
        send(status(status));
    }

    /** Sends an event. */
    void send(StreamedEvent event) throws ClientGoneException, InterruptedException {
        send(event.accept(this));
    }

    @Override
    public OutboundSseEvent.Builder visit(ConnectionNote note) {
        return event("connection", new ConnectionNoteJson(note)).id(note.id());
    }

    @Override
    public OutboundSseEvent.Builder visit(IncidentNote note) {
        return event("incident", new IncidentJson(note.incident())).id(note.id());
    }

    @Override
    public OutboundSseEvent.Builder visit(Gap gap) {
        return sse.newEventBuilder().name("reset").data(String.class, "{}");
    }

    private OutboundSseEvent.Builder status(JsonBody status) {
        return event("status", status).comment("alive");
    }

    private OutboundSseEvent.Builder event(String name, JsonBody data) {
        return sse.newEventBuilder().name(name).data(String.class, JsonText.of(data));
    }

    /**
     * Blocks until the event is sent or the limit has passed. Containers throw various exceptions after a disconnect.
     */
    private void send(OutboundSseEvent.Builder event) throws ClientGoneException, InterruptedException {
        try {
            sink.send(event.build()).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            throw new ClientGoneException(e);
        }
    }

    /** Ends the response if the connection is still open; containers close broken connections themselves. */
    @Override
    public void close() {
        if (sink.isClosed()) {
            return;
        }
        try {
            sink.close();
        } catch (IOException | RuntimeException e) {
            LOG.log(DEBUG, "The end of an event stream could not be sent: " + e.getMessage());
        }
    }
}
