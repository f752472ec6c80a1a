package dev.lifeline.app.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds out where requests come from. A proxy's own address says nothing about its clients: a request with a forwarding
 * header comes from elsewhere, unless a trusted proxy names its client. Immutable.
 */
final class Clients {
    private static final String FORWARDED = "Forwarded";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String REAL_IP = "X-Real-IP";
    private static final String VIA = "Via";

    /** Beginning of the names of all other headers that proxies add. */
    private static final String FORWARDING = "X-Forwarded-";

    /**
     * The client in an element of {@code Forwarded} (RFC 7239, section 4). Possessive, so that no header is read twice.
     */
    private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*+for=\"?+([^;\"]*+)\"?+\\s*+(?:;|$)");

    private final List<AddressRange> trustedProxies;

    Clients(List<AddressRange> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * Returns whether the client is on this machine: its connection comes from there, and either no proxy has forwarded
     * its request, or a trusted one has, and all addresses that it names are of this machine.
     */
    boolean isLocal(AccessRequest request) {
        InetAddress peer = request.peer();
        if (peer == null || !peer.isLoopbackAddress()) {
            return false;
        }
        return !isForwarded(request) || (isTrusted(peer) && hasLocalHopsOnly(request));
    }

    private static boolean hasLocalHopsOnly(AccessRequest request) {
        List<String> chain = chain(request);
        return !chain.isEmpty()
                && Stream.concat(chain.stream(), elements(request.values(REAL_IP)).stream())
                        .allMatch(hop -> HostName.parseHop(hop)
                                .filter(InetAddress::isLoopbackAddress)
                                .isPresent());
    }

    /**
     * Returns the address of the client: the one that a trusted proxy reports, or else that of the peer; empty if it is
     * unknown. A proxy on another machine has no client on this one.
     */
    Optional<InetAddress> addressOf(AccessRequest request) {
        InetAddress peer = request.peer();
        return forwardedFor(request)
                .filter(address -> !address.isLoopbackAddress() || (peer != null && peer.isLoopbackAddress()))
                .or(() -> Optional.ofNullable(peer));
    }

    private static boolean isForwarded(AccessRequest request) {
        return request.hasBeginningWith(FORWARDING)
                || request.has(FORWARDED)
                || request.has(VIA)
                || request.has(REAL_IP);
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
