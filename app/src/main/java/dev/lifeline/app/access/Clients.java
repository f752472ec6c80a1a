package dev.lifeline.app.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out where requests come from. A proxy's own address says nothing about its clients: a request with a forwarding
 * header comes from elsewhere, unless a trusted proxy names its client. Immutable.
 */
final class Clients {
    private static final String FORWARDED = "Forwarded";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final List<String> FORWARDING =
            List.of(FORWARDED, FORWARDED_FOR, "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto");

    /**
     * The client in an element of {@code Forwarded} (RFC 7239, section 4). Possessive, so that no header is read twice.
     */
    private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*+for=\"?+([^;\"]*+)\"?+\\s*+(?:;|$)");

    private final List<AddressRange> trustedProxies;

    Clients(List<AddressRange> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /** Returns whether the client is on this machine. */
    boolean isLocal(AccessRequest request) {
        if (!isForwarded(request)) {
            InetAddress peer = request.peer();
            return peer != null && peer.isLoopbackAddress();
        }
        return forwardedFor(request).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /**
     * Returns the address of the client: the one that a trusted proxy reports, or else that of the peer; empty if it is
     * unknown.
     */
    Optional<InetAddress> addressOf(AccessRequest request) {
        return forwardedFor(request).or(() -> Optional.ofNullable(request.peer()));
    }

    private static boolean isForwarded(AccessRequest request) {
        for (int i = 0; i < FORWARDING.size(); i++) {
            if (request.has(FORWARDING.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the last address in the chain that is no trusted proxy, because the client may have invented all earlier
     * ones. Returns empty if the peer is no trusted proxy, or if two headers could contradict each other.
     */
    private Optional<InetAddress> forwardedFor(AccessRequest request) {
        InetAddress peer = request.peer();
        if (peer == null || !isTrusted(peer)) {
            return Optional.empty();
        }
        List<String> chain = chain(request);
        for (int i = chain.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = HostName.parseHop(chain.get(i));
            if (hop.isEmpty() || !isTrusted(hop.get()) || i == 0) {
                return hop;
            }
        }
        return Optional.empty();
    }

    private static List<String> chain(AccessRequest request) {
        List<String> forwarded = elements(request.values(FORWARDED));
        List<String> forwardedFor = elements(request.values(FORWARDED_FOR));
        if (!forwarded.isEmpty() && !forwardedFor.isEmpty()) {
            return List.of();
        }
        if (forwarded.isEmpty()) {
            return forwardedFor;
        }
        var chain = new ArrayList<String>();
        for (String element : forwarded) {
            Matcher client = FOR.matcher(element);
            chain.add(client.find() ? client.group(1).strip() : "unknown");
        }
        return chain;
    }

    private static List<String> elements(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
    }

    /** Returns whether an address is that of a trusted proxy. */
    boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }
}
