package dev.lifeline.app.access;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host of a {@code Host} header or of a setting, without its port.
 *
 * @param text lower-case name or address; an IPv6 address has no brackets
 * @param address the address, if the host is a literal address and no name
 */
record HostName(String text, @Nullable InetAddress address) {
    private static final Pattern SYNTAX = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._~-]*)(:[0-9]{0,5})?");
    /** Text that is an IPv4 address or nothing, because programs differ in how they read it otherwise. */
    private static final Pattern LIKE_IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /** Parses a host with an optional port; returns empty if the text is no host. Never queries a name server. */
    static Optional<HostName> parse(String host) {
        Matcher parts = SYNTAX.matcher(host);
        return parts.matches() ? of(parts.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** Parses a host of a setting, which has no port; an IPv6 address may lack its brackets. */
    static Optional<HostName> parseWithoutPort(String host) {
        boolean isIpv6 = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
        Matcher parts = SYNTAX.matcher(isIpv6 ? "[" + host + "]" : host);
        return parts.matches() && parts.group(2) == null && !host.isEmpty()
                ? of(parts.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /**
     * Parses an address of a forwarding header: an IPv4 or IPv6 address, which may have a port if it has brackets or
     * dots.
     */
    static Optional<InetAddress> parseHop(String text) {
        return parseWithoutPort(text).or(() -> parse(text)).flatMap(host -> Optional.ofNullable(host.address()));
    }

    private static Optional<HostName> of(String name) {
        if (name.startsWith("[")) {
            String address = name.substring(1, name.length() - 1);
            return LiteralAddress.ipv6(address).map(found -> new HostName(address, found));
        }
        if (LIKE_IPV4.matcher(name).matches()) {
            return LiteralAddress.ipv4(name).map(found -> new HostName(name, found));
        }
        boolean isAbsolute = name.length() > 1 && name.endsWith(".");
        return Optional.of(new HostName(isAbsolute ? name.substring(0, name.length() - 1) : name, null));
    }
}
