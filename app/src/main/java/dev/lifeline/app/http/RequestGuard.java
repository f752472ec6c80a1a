package dev.lifeline.app.http;

import dev.lifeline.app.access.Admission;
import dev.lifeline.app.access.AllowedHosts;
import dev.lifeline.app.access.Verdict;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** Decides which requests the application never sees. Runs on the selector's thread and never blocks. */
final class RequestGuard {
    private final KnownHost host;
    private final Admission admission;

    RequestGuard(AllowedHosts hosts, Admission admission) {
        this.host = new KnownHost(hosts);
        this.admission = admission;
    }

    /** Returns the reason to refuse the request, or null to admit it. */
    @Nullable
    Refusal refusal(Request request) {
        Refusal refusal = Framing.isAmbiguous(request) ? Refusal.MALFORMED : host.refusal(request);
        return refusal != null ? refusal : refusalOf(admission.judge(new GuardedRequest(request)));
    }

    private static @Nullable Refusal refusalOf(Verdict verdict) {
        return switch (verdict) {
            case ADMITTED -> null;
            case NEEDS_TOKEN -> Refusal.NEEDS_TOKEN;
            case NEEDS_LOGIN -> Refusal.NEEDS_LOGIN;
            case NOT_GRANTED -> Refusal.NOT_GRANTED;
            case NOT_LOCAL -> Refusal.NOT_LOCAL;
            case TOO_MANY_WRONG_TOKENS -> Refusal.TOO_MANY_WRONG_TOKENS;
        };
    }
}
