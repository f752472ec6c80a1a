package dev.lifeline.rest.internal.monitoring;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.status.StreamedEvent;
import dev.lifeline.domain.status.StreamedEvent.ConnectionNote;
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

/** Whoever reads the stream at the other end of the line. Confined to one thread. */
final class Reader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reader.class.getName());

    private static final long RETRY_AFTER_MILLIS = 2_000;

    /** Containers give up on a reader by themselves, but not all of them: the next event is sent when one has left. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SseEventSink sink;
    private final Sse sse;

    Reader(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    /** Sends the first status; tells the reader when to come back should the line break. */
    void greet(JsonBody status) throws ReaderGoneException, InterruptedException {
        send(status(status).reconnectDelay(RETRY_AFTER_MILLIS));
    }

    /** Sends a status. The comment is for those that look for a sign of life of that kind. */
    void send(JsonBody status) throws ReaderGoneException, InterruptedException {
        send(status(status));
    }

    /** Sends an event. */
    void send(StreamedEvent event) throws ReaderGoneException, InterruptedException {
        if (event instanceof ConnectionNote note) {
            send(event("connection", new ConnectionNoteJson(note)).id(note.id()));
        } else if (event instanceof IncidentNote note) {
            send(event("incident", new IncidentJson(note.incident())).id(note.id()));
        } else {
            send(sse.newEventBuilder().name("reset").data(String.class, "{}"));
        }
    }

    private OutboundSseEvent.Builder status(JsonBody status) {
        return event("status", status).comment("alive");
    }

    private OutboundSseEvent.Builder event(String name, JsonBody data) {
        return sse.newEventBuilder().name(name).data(String.class, JsonText.of(data));
    }

    /** Blocks until the event is on its way, or that takes too long. Containers throw this and that when the line is broken. */
    private void send(OutboundSseEvent.Builder event) throws ReaderGoneException, InterruptedException {
        try {
            sink.send(event.build()).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            throw new ReaderGoneException(e);
        }
    }

    /** Ends the answer in order, if the line is still whole: containers take a broken one down by themselves. */
    @Override
    public void close() {
        if (sink.isClosed()) {
            return;
        }
        try {
            sink.close();
        } catch (IOException | RuntimeException e) {
            LOG.log(DEBUG, "A reader of events did not hear the end: " + e.getMessage());
        }
    }
}
