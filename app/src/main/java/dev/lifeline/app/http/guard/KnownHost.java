package dev.lifeline.app.http.guard;

import dev.lifeline.app.access.AllowedHosts;
import dev.lifeline.app.access.HostVerdict;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.Header;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests for other hosts. Most clients of a service use the same name, so the last accepted header is
 * compared first, which allocates nothing. Safe for use by several threads.
 */
final class KnownHost {
    private final AllowedHosts hosts;

    private volatile String lastAllowed = "";

    KnownHost(AllowedHosts hosts) {
        this.hosts = hosts;
    }

    /**
     * Returns the reason to refuse the request, or null. Only clients of HTTP/1.0 may omit the header; current browsers
     * do not use that version. For a target with a host, Grizzly has replaced the header by that host.
     */
    @Nullable
    Refusal refusal(HttpRequestPacket request) {
        DataChunk header = request.getHeaders().getValue(Header.Host);
        if (header == null || (!header.isNull() && !lastAllowed.isEmpty() && header.equals(lastAllowed))) {
            return null;
        }
        String host = header.isNull() ? "" : header.toString();
        HostVerdict verdict = hosts.judge(host);
        if (verdict == HostVerdict.ALLOWED) {
            lastAllowed = host;
            return null;
        }
        return verdict == HostVerdict.FOREIGN ? Refusal.MISDIRECTED : Refusal.MALFORMED;
    }
}
