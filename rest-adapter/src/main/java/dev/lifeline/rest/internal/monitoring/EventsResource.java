package dev.lifeline.rest.internal.monitoring;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.port.in.FollowEventsUseCase;
import dev.lifeline.domain.port.in.ShowStatusUseCase;
import dev.lifeline.domain.status.EventStream;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.rest.internal.health.AdminAccess;
import dev.lifeline.rest.internal.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;

/**
 * Stream of events. A request occupies its thread until the client disconnects or is too slow, or the service stops;
 * the number of streams is limited.
 */
@Path("/api/monitoring/events")
@StreamHeaders
public final class EventsResource {
    private static final System.Logger LOG = System.getLogger(EventsResource.class.getName());

    /** Streams end often, so a short wait is sufficient. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private final FollowEventsUseCase events;
    private final ShowStatusUseCase status;
    private final AdminAccess access;
    private final Ticker ticker;

    public EventsResource(FollowEventsUseCase events, ShowStatusUseCase status, AdminAccess access, Ticker ticker) {
        this.events = events;
        this.status = status;
        this.access = access;
        this.ticker = ticker;
    }

    /** Sends all events from now on, or those after the last one that the client received. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(@Context SseEventSink sink, @Context Sse sse, @Context HttpHeaders headers) {
        try (EventStream stream = open(headers);
                var client = new EventStreamClient(sink, sse)) {
            new EventStreamResponse(client, status, access.terms(headers), ticker).run(stream);
        } catch (ClientGoneException e) {
            LOG.log(DEBUG, "A client of an event stream has disconnected: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the response head of the stream, without a body. */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Response look() {
        return Response.ok().build();
    }

    private EventStream open(HttpHeaders headers) {
        return Optional.ofNullable(headers.getHeaderString(HttpHeaders.LAST_EVENT_ID_HEADER))
                .map(events::followAfter)
                .orElseGet(events::follow)
                .orElseThrow(EventsResource::full);
    }

    private static WebApplicationException full() {
        return Problem.of(Status.SERVICE_UNAVAILABLE)
                .detail("There are too many readers, or the service stops")
                .toException(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
