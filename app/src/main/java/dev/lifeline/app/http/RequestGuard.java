package dev.lifeline.app.http;

import dev.lifeline.app.access.AllowedHosts;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** Decides which requests the application never sees. Runs on the selector's thread and never blocks. */
final class RequestGuard {
    private final KnownHost host;

    RequestGuard(AllowedHosts hosts) {
        this.host = new KnownHost(hosts);
    }

    /** Returns the reason to refuse the request, or null to admit it. */
    @Nullable
    Refusal refusal(Request request) {
        return Framing.isAmbiguous(request) ? Refusal.MALFORMED : host.refusal(request);
    }
}
