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
    private static final String UNKNOWN = "unknown";

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
        List<String> forwarded = forwarded(request);
        List<String> forwardedFor = elements(request.values(FORWARDED_FOR));
        return forwarded.isEmpty() != forwardedFor.isEmpty()
                && Stream.of(forwarded, forwardedFor, elements(request.values(REAL_IP)))
                        .flatMap(List::stream)
                        .allMatch(hop -> HostName.parseHop(hop)
                                .filter(InetAddress::isLoopbackAddress)
                                .isPresent());
    }

    /**
     * Returns the name under which limits count the client: its address or network; or {@code unknown behind} and that
     * of the proxy, if the headers of a trusted proxy hide the client or contradict each other. All such clients of a
     * proxy count as one, and none as the proxy.
     */
    String nameOf(AccessRequest request) {
        InetAddress peer = request.peer();
        return addressOf(request)
                .map(ClientNetwork::text)
                .orElseGet(() -> peer == null ? UNKNOWN : UNKNOWN + " behind " + ClientNetwork.text(peer));
    }

    /** Returns whether the client is counted as this machine. */
    boolean isCountedAsLocal(AccessRequest request) {
        return addressOf(request).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /**
     * Returns the address of the client: the one that a trusted proxy reports, or else that of the peer; empty if it is
     * unknown. A proxy on another machine has no client on this one.
     */
    private Optional<InetAddress> addressOf(AccessRequest request) {
        InetAddress peer = request.peer();
        if (peer == null || !isTrusted(peer)) {
            return Optional.ofNullable(peer);
        }
        List<String> forwarded = forwarded(request);
        List<String> forwardedFor = elements(request.values(FORWARDED_FOR));
        if (forwarded.isEmpty() && forwardedFor.isEmpty()) {
            return Optional.of(peer);
        }
        return reported(forwarded, forwardedFor)
                .map(address -> address.isLoopbackAddress() && !peer.isLoopbackAddress() ? peer : address);
    }

    private static boolean isForwarded(AccessRequest request) {
        return request.hasBeginningWith(FORWARDING)
                || request.has(FORWARDED)
                || request.has(VIA)
                || request.has(REAL_IP);
    }

    /** Returns the client of both chains, as a proxy may add to one of them and pass on the other from its client. */
    private Optional<InetAddress> reported(List<String> forwarded, List<String> forwardedFor) {
        if (forwarded.isEmpty()) {
            return clientOf(forwardedFor);
        }
        Optional<InetAddress> client = clientOf(forwarded);
        return forwardedFor.isEmpty()
                ? client
                : client.filter(address ->
                        clientOf(forwardedFor).filter(address::equals).isPresent());
    }

    /**
     * Returns the last address in the chain that is no trusted proxy, because the client may have invented all earlier
     * ones.
     */
    private Optional<InetAddress> clientOf(List<String> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = HostName.parseHop(chain.get(i));
            if (hop.isEmpty() || !isTrusted(hop.get()) || i == 0) {
                return hop;
            }
        }
        return Optional.empty();
    }

    private static List<String> forwarded(AccessRequest request) {
        var chain = new ArrayList<String>();
        for (String element : elements(request.values(FORWARDED))) {
            Matcher client = FOR.matcher(element);
            chain.add(client.find() ? client.group(1).strip() : UNKNOWN);
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
