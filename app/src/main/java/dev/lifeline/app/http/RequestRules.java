package dev.lifeline.app.http;

import dev.lifeline.app.http.guard.Refusal;
import dev.lifeline.app.http.guard.RequestGuard;
import dev.lifeline.app.http.limit.OverloadProtection;
import java.util.Optional;
import org.glassfish.grizzly.http.server.Request;

/**
 * Rules that a request has to meet before the application sees it.
 *
 * @param guard rules for a single request
 * @param protection limits for all requests together
 */
record RequestRules(RequestGuard guard, OverloadProtection protection) {
    /** Returns the refusal of a request, if it is refused, and stores the refusal as an attribute of the request. */
    Optional<Refusal> refusalOf(Request request) {
        Optional<Refusal> earlier = Refusal.of(request);
        if (earlier.isPresent()) {
            return earlier;
        }
        Optional<Refusal> now = Optional.ofNullable(guard.refusal(request.getRequest()));
        now.ifPresent(refusal -> refusal.attachTo(request.getRequest()));
        return now;
    }
}
