package dev.lifeline.app.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names and addresses under which clients may reach the service. A web page can have its own name resolve to this
 * machine (DNS rebinding); the browser then treats the service as part of that page, but still sends the page's name.
 * Such a page cannot send a literal address. Immutable.
 */
public final class AllowedHosts {
    private static final String ANY = "*";
    private static final String LOCALHOST = "localhost";

    private final boolean any;
    private final boolean anyAddress;
    private final boolean loopback;
    private final Set<String> names = new HashSet<>();
    private final Set<InetAddress> addresses = new HashSet<>();
    private final List<String> suffixes;

    private AllowedHosts(List<String> configured, Set<InetAddress> listening) {
        any = configured.contains(ANY);
        anyAddress = listening.stream().anyMatch(InetAddress::isAnyLocalAddress);
        loopback = anyAddress || listening.stream().anyMatch(InetAddress::isLoopbackAddress);
        suffixes = configured.stream()
                .filter(pattern -> pattern.startsWith("*."))
                .map(pattern -> pattern.substring(1).toLowerCase(Locale.ROOT))
                .toList();
        addresses.addAll(listening);
        configured.forEach(this::add);
        if (loopback) {
            names.add(LOCALHOST);
        }
    }

    /**
     * Returns the hosts of a server: those of the setting, the names and the addresses that it listens on, and {@code
     * localhost} if it listens on loopback. If it listens on all addresses, every literal address is allowed, because
     * the service cannot know the addresses that a container or a load balancer publishes for it. Resolves the name,
     * which may take some time.
     *
     * @param configured names, addresses, {@code *.example.org} for all names below one, {@code *} for all
     * @param listeningOn the names or the addresses that it listens on
     */
    public static AllowedHosts of(List<String> configured, List<String> listeningOn) {
        Set<InetAddress> listening = new HashSet<>();
        listeningOn.forEach(host -> listening.addAll(addressesOf(host)));
        var hosts = new AllowedHosts(configured, listening);
        listeningOn.forEach(hosts::add);
        if (hosts.anyAddress || !hosts.loopback) {
            hosts.add(nameOfThisMachine());
        }
        return hosts;
    }

    /** Returns whether the text of a setting is a host or a pattern. */
    static boolean isPattern(String text) {
        return text.equals(ANY)
                || HostName.parseWithoutPort(text.startsWith("*.") ? text.substring(2) : text)
                        .isPresent();
    }

    /** Returns the verdict on the value of a {@code Host} header. */
    public HostVerdict judge(String header) {
        return HostName.parse(header)
                .map(host -> any || isOurs(host) ? HostVerdict.ALLOWED : HostVerdict.FOREIGN)
                .orElse(HostVerdict.MALFORMED);
    }

    private boolean isOurs(HostName host) {
        InetAddress address = host.address();
        if (address != null) {
            return anyAddress || (loopback && address.isLoopbackAddress()) || addresses.contains(address);
        }
        return names.contains(host.text()) || suffixes.stream().anyMatch(host.text()::endsWith);
    }

    private void add(String text) {
        HostName.parseWithoutPort(text).ifPresent(host -> {
            if (host.address() == null) {
                names.add(host.text());
            } else {
                addresses.add(host.address());
            }
        });
    }

    private static List<InetAddress> addressesOf(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of(); // The listener will not start, and report that.
        }
    }

    private static String nameOfThisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return ""; // It has none.
        }
    }
}
