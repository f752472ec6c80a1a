package dev.lifeline.app.http.guard;

import dev.lifeline.app.access.Admission;
import dev.lifeline.app.access.AllowedHosts;
import dev.lifeline.app.access.Listener;
import dev.lifeline.app.access.Verdict;
import java.net.InetAddress;
import java.util.Optional;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.jspecify.annotations.Nullable;

/** Decides which requests the application never sees. Runs on the selector's thread and never blocks. */
public final class RequestGuard {
    private final KnownHost host;
    private final Admission admission;
    private final @Nullable Transport adminTransport;

    /** @param adminTransport the transport of the listener for operators, or null if there is only one listener */
    public RequestGuard(AllowedHosts hosts, Admission admission, @Nullable Transport adminTransport) {
        this.host = new KnownHost(hosts);
        this.admission = admission;
        this.adminTransport = adminTransport;
    }

    /** Returns the reason to refuse the request, or null to admit it. */
    public @Nullable Refusal refusal(HttpRequestPacket request) {
        Refusal refusal = MessageFraming.isAmbiguous(request) ? Refusal.MALFORMED : host.refusal(request);
        return refusal != null ? refusal : refusalOf(admission.judge(new GuardedRequest(request, listenerOf(request))));
    }

    /** Returns the token that must be verified before the request is judged; empty if there is none. */
    Optional<String> tokenToVerify(HttpRequestPacket request) {
        return admission.tokenToVerify(new GuardedRequest(request, listenerOf(request)));
    }

    /** Returns the address of the client, or its network; empty for a client on this machine. */
    public Optional<String> remoteClient(HttpRequestPacket request) {
        return admission.remoteClient(new GuardedRequest(request, listenerOf(request)));
    }

    /** Returns whether a peer may be a proxy, so that its requests come from several clients. */
    public boolean mayForward(InetAddress peer) {
        return admission.mayForward(peer);
    }

    private Listener listenerOf(HttpRequestPacket request) {
        if (adminTransport == null) {
            return Listener.ONLY;
        }
        boolean isAdmin = request.getConnection().getTransport() == adminTransport;
        return isAdmin ? Listener.ADMIN : Listener.PUBLIC;
    }

    private static @Nullable Refusal refusalOf(Verdict verdict) {
        return switch (verdict) {
            case ADMITTED -> null;
            case NOT_HERE -> Refusal.NOT_HERE;
            case NEEDS_TOKEN -> Refusal.NEEDS_TOKEN;
            case NEEDS_LOGIN -> Refusal.NEEDS_LOGIN;
            case NOT_GRANTED -> Refusal.NOT_GRANTED;
            case NOT_LOCAL -> Refusal.NOT_LOCAL;
            case TOO_MANY_WRONG_TOKENS -> Refusal.TOO_MANY_WRONG_TOKENS;
            case NO_KEYS -> Refusal.NO_KEYS;
            case BUSY -> Refusal.BUSY;
        };
    }
}
