package dev.lifeline.app.http.guard;

import dev.lifeline.app.http.grizzly.SelectorThread;
import dev.lifeline.app.jwt.JwtResult;
import dev.lifeline.app.jwt.JwtVerifier;
import java.util.Optional;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.jspecify.annotations.Nullable;

/**
 * Suspends a request with a JSON Web Token until the token is verified, so that the selector's thread verifies no token
 * and no other thread waits. A request with a token that was verified before is not suspended. The body of a suspended
 * request is not read. Safe for use by several threads.
 */
public final class TokenVerification extends BaseFilter implements AddOn {
    private final JwtVerifier verifier;
    private volatile @Nullable RequestGuard guard;

    public TokenVerification(JwtVerifier verifier) {
        this.verifier = verifier;
    }

    /** Sets the guard that admits requests. Must be called before the listeners start. */
    public void admitBy(RequestGuard judge) {
        guard = judge;
    }

    /**
     * Adds the filter in front of the server's filter. Must be registered before the add-on that gathers bodies, so
     * that tokens are verified first.
     */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(filters.indexOfType(HttpServerFilter.class), this);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        RequestGuard judge = guard;
        if (judge == null
                || !(context.getMessage() instanceof HttpContent part)
                || !(part.getHttpHeader() instanceof HttpRequestPacket request)
                || GuardedRequest.isVerified(request)) {
            return context.getInvokeAction();
        }
        Optional<String> token = judge.tokenToVerify(request);
        if (token.isEmpty()) {
            return context.getInvokeAction();
        }
        Optional<JwtResult> known = verifier.known(token.get());
        if (known.isPresent()) {
            GuardedRequest.keep(known.get(), request);
            return context.getInvokeAction();
        }
        context.suspend();
        verifier.verify(
                token.get(),
                result -> SelectorThread.run(context.getConnection(), () -> resume(context, request, result)));
        return context.getSuspendAction();
    }

    private static void resume(FilterChainContext context, HttpRequestPacket request, JwtResult result) {
        GuardedRequest.keep(result, request);
        context.resume(context.getInvokeAction());
    }
}
