package dev.lifeline.app.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What limits for one client count: an IPv4 address, or a network of IPv6, of which a client has all addresses. */
public final class ClientNetwork {
    /** A network has 64 bits (RFC 4291, section 2.5.1). */
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /** Returns the first address of the client's network, or the address itself if it is an IPv4 address. */
    public static InetAddress of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length has not changed", e);
        }
    }

    /** Returns the text of that network, such as {@code 2001:db8:0:0:0:0:0:0/64}, or of an IPv4 address. */
    static String text(InetAddress address) {
        String text = of(address).getHostAddress();
        return address instanceof Inet6Address ? text + "/64" : text;
    }
}
