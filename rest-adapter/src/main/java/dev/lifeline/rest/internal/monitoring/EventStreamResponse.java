package dev.lifeline.rest.internal.monitoring;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.port.in.ShowStatusUseCase;
import dev.lifeline.domain.status.EventStream;
import dev.lifeline.domain.status.ServiceStatus;
import dev.lifeline.domain.status.StreamedEvent;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.rest.internal.health.AccessTerms;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends events and the status to one client. The status is sent at once, soon after each event, about once a second
 * while figures change, and periodically as a keepalive. Confined to one thread.
 */
final class EventStreamResponse {
    private static final System.Logger LOG = System.getLogger(EventStreamResponse.class.getName());

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(5);

    /** Delay between an event and the status that follows it, so that one status covers several events. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final EventStreamClient client;
    private final ShowStatusUseCase source;
    private final AccessTerms terms;
    private final Ticker ticker;
    private ServiceStatus sent;
    private long sentAt;
    private long lookedAt;

    /** Sends the first status. */
    EventStreamResponse(EventStreamClient client, ShowStatusUseCase source, AccessTerms terms, Ticker ticker)
            throws ClientGoneException, InterruptedException {
        this.client = client;
        this.source = source;
        this.terms = terms;
        this.ticker = ticker;
        this.sent = source.status();
        this.sentAt = ticker.nanos();
        this.lookedAt = sentAt;
        client.greet(new StatusJson(sent, terms));
    }

    /** Sends events until the stream ends or the client disconnects. */
    void run(EventStream stream) throws ClientGoneException, InterruptedException {
        Duration patience = SOON;
        while (stream.isOpen()) {
            Optional<StreamedEvent> event = stream.next(patience);
            if (event.isPresent()) {
                client.send(event.get());
            }
            patience = event.isPresent() ? SOON : BETWEEN_LOOKS;
            if (event.isEmpty() || isPast(lookedAt, BETWEEN_LOOKS)) {
                look();
            }
        }
        LOG.log(DEBUG, "A stream of events has ended");
    }

    private void look() throws ClientGoneException, InterruptedException {
        ServiceStatus now = source.status();
        lookedAt = ticker.nanos();
        if (now.differsFrom(sent) || isPast(sentAt, BETWEEN_SIGNS_OF_LIFE)) {
            client.send(new StatusJson(now, terms));
            sent = now;
            sentAt = lookedAt;
        }
    }

    private boolean isPast(long moment, Duration span) {
        return ticker.nanos() - moment >= span.toNanos();
    }
}
