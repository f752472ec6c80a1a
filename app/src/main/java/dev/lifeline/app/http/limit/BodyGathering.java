package dev.lifeline.app.http.limit;

import dev.lifeline.app.http.grizzly.SelectorThread;
import dev.lifeline.app.http.guard.MessageFraming;
import dev.lifeline.app.http.guard.Refusal;
import dev.lifeline.app.http.guard.RequestGuard;
import dev.lifeline.domain.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpBrokenContent;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.memory.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * Passes a request on when its body has arrived in full, so that a body that arrives slowly occupies no thread, and the
 * memory of all bodies is bounded. A body that is too large, too slow, or for which there is no memory, is refused, and
 * the rest of it is not read. A request without a body, or with one that arrives together with the headers, costs one
 * attribute look-up. Safe for use by several threads.
 */
final class BodyGathering extends BaseFilter implements AddOn {
    private static final String BODY_OF_REQUEST = BodyGathering.class.getName();
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Attribute<@Nullable GatheredBody> BODY =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(BodyGathering.class.getName());

    private final ClientLimits clients;
    private final int maxBytes;
    private final BodyBudget budget;
    private final Ticker ticker;
    private final Set<GatheredBody> incomplete = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RequestGuard guard;

    BodyGathering(ClientLimits clients, ResourceLimits resources, Ticker ticker) {
        this.clients = clients;
        this.maxBytes = resources.maxBodyBytes();
        this.budget = new BodyBudget(resources.bodyMemory());
        this.ticker = ticker;
    }

    /**
     * Sets the rules for a request that are applied before its body is requested. Must be called before the listeners
     * start.
     */
    void admitBy(RequestGuard first) {
        guard = first;
    }

    /** Adds the filter behind the filters that follow the parser. */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(filters.indexOfType(org.glassfish.grizzly.http.server.HttpServerFilter.class), this);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        if (!(context.getMessage() instanceof HttpContent part)
                || !(part.getHttpHeader() instanceof HttpRequestPacket request)) {
            return context.getInvokeAction();
        }
        GatheredBody body = BODY.get(context.getConnection());
        if (body == null) {
            return part.isLast() && !(part instanceof HttpBrokenContent)
                    ? context.getInvokeAction()
                    : begin(context, request, part);
        }
        return body.isRefused() ? context.getStopAction() : add(context, body, part);
    }

    private NextAction begin(FilterChainContext context, HttpRequestPacket request, HttpContent part) {
        if (request.requiresAcknowledgement() && !MessageFraming.isKnownExpectation(request.getHeader(Header.Expect))) {
            return context.getInvokeAction(); // Grizzly answers 417
        }
        if (!context.getConnection().isOpen()) {
            return context.getStopAction(); // the parser has answered a body that it cannot read
        }
        var body = new GatheredBody(request, context.copy(), ticker.nanos());
        BODY.set(context.getConnection(), body);
        @Nullable RequestGuard first = guard;
        @Nullable Refusal refusal = first == null ? null : first.refusal(request);
        if (refusal != null) {
            return refuse(context, body, refusal);
        }
        if (SlowClients.isUnwelcome(context.getConnection())) {
            return refuse(context, body, Refusal.BUSY);
        }
        if (request.getContentLength() > maxBytes) {
            return refuse(context, body, Refusal.TOO_LARGE);
        }
        int withHeaders = part.getContent().remaining(); // stays in the buffer of the headers as well
        if (!budget.reserve(body, GatheredBody.OVERHEAD + withHeaders, ticker.nanos())) {
            return refuse(context, body, Refusal.NO_MEMORY);
        }
        incomplete.add(body);
        if (request.requiresAcknowledgement()) {
            context.write(Buffers.wrap(context.getMemoryManager(), CONTINUE));
            request.getResponse().acknowledged();
        }
        return add(context, body, part);
    }

    private NextAction add(FilterChainContext context, GatheredBody body, HttpContent part) {
        if (part instanceof HttpBrokenContent) {
            return refuse(context, body, Refusal.MALFORMED);
        }
        Buffer bytes = part.getContent();
        if (body.length() + bytes.remaining() > maxBytes) {
            return refuse(context, body, Refusal.TOO_LARGE);
        }
        int growth = body.growthFor(bytes.remaining(), maxBytes);
        if (body.isDropped() || (growth > 0 && !budget.reserve(body, growth, ticker.nanos()))) {
            return refuse(context, body, Refusal.NO_MEMORY);
        }
        body.append(bytes, growth);
        if (!part.isLast()) {
            part.recycle();
            return context.getStopAction();
        }
        return complete(context, body);
    }

    private NextAction complete(FilterChainContext context, GatheredBody body) {
        incomplete.remove(body);
        BODY.remove(context.getConnection());
        budget.complete(body);
        if (body.isDropped()) {
            return refuse(context, body, Refusal.NO_MEMORY);
        }
        body.request().setAttribute(BODY_OF_REQUEST, body);
        context.setMessage(HttpContent.builder(body.request())
                .content(body.content())
                .last(true)
                .build());
        return context.getInvokeAction();
    }

    /** Passes the request on without its body, so that the client gets a response. Later bytes are ignored. */
    private NextAction refuse(FilterChainContext context, GatheredBody body, Refusal refusal) {
        incomplete.remove(body);
        body.refuse();
        budget.release(body);
        refusal.attachTo(body.request());
        context.setMessage(HttpContent.builder(body.request())
                .content(Buffers.EMPTY_BUFFER)
                .last(true)
                .build());
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        GatheredBody body = BODY.remove(context.getConnection());
        if (body != null) {
            incomplete.remove(body);
            budget.release(body);
        }
        return context.getInvokeAction();
    }

    /**
     * Refuses the bodies that arrive too slowly, and those that were discarded to make room for others. Must be called
     * regularly. Does not block.
     */
    void refuseOverdue() {
        long now = ticker.nanos();
        for (GatheredBody body : incomplete) {
            if (body.isDropped() || body.isTooSlow(now, clients)) {
                SelectorThread.run(body.connection(), () -> refuseLate(body));
            }
        }
    }

    private void refuseLate(GatheredBody body) {
        if (BODY.get(body.connection()) == body && !body.isRefused()) {
            FilterChainContext context = body.context();
            context.resume(refuse(context, body, body.isDropped() ? Refusal.NO_MEMORY : Refusal.TOO_SLOW));
        }
    }

    /** Returns a task that runs the given one, and then releases the memory of the request's body. */
    Runnable releasing(Request request, Runnable task) {
        Object body = request.getRequest().getAttribute(BODY_OF_REQUEST);
        return body == null
                ? task
                : () -> {
                    try {
                        task.run();
                    } finally {
                        budget.release((GatheredBody) body);
                    }
                };
    }
}
