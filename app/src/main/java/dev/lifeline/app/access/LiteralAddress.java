package dev.lifeline.app.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parser of literal addresses in the text of clients. Never queries a name server, which {@link InetAddress#getByName}
 * does for text that only resembles an address.
 */
final class LiteralAddress {
    private static final int IPV6_BYTES = 16;

    /** Length of the longest address, eight groups of which the last two are an IPv4 address. */
    private static final int MAX_LENGTH = 45;

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    /** Without leading zeros, which some programs read as octal numbers. */
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int HEXADECIMAL = 16;

    private LiteralAddress() {}

    /** Parses four decimal numbers. */
    static Optional<InetAddress> ipv4(String text) {
        return IPV4.matcher(text).matches() ? Optional.of(address(ipv4Bytes(text))) : Optional.empty();
    }

    /**
     * Parses an IPv6 address without brackets and zone. An IPv4 address in IPv6 form ({@code ::ffff:192.0.2.1}) becomes
     * an IPv4 address.
     */
    static Optional<InetAddress> ipv6(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true).filter(all -> all.length == IPV6_BYTES).map(LiteralAddress::address);
        }
        return groups(text.substring(0, gap), false)
                .flatMap(head -> groups(text.substring(gap + 2), true).flatMap(tail -> withGap(head, tail)));
    }

    /** A gap stands for at least one group. */
    private static Optional<InetAddress> withGap(byte[] head, byte[] tail) {
        if (head.length + tail.length > IPV6_BYTES - 2) {
            return Optional.empty();
        }
        byte[] all = Arrays.copyOf(head, IPV6_BYTES);
        System.arraycopy(tail, 0, all, IPV6_BYTES - tail.length, tail.length);
        return Optional.of(address(all));
    }

    /**
     * Returns the bytes of groups that are separated by colons; empty if one is invalid.
     *
     * @param isEnd whether the last group may be an IPv4 address
     */
    private static Optional<byte[]> groups(String text, boolean isEnd) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        String[] groups = text.split(":", -1);
        byte[] bytes = new byte[2 * groups.length + 2];
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            boolean mayBeIpv4 = isEnd && i == groups.length - 1;
            if (mayBeIpv4 && IPV4.matcher(groups[i]).matches()) {
                System.arraycopy(ipv4Bytes(groups[i]), 0, bytes, length, Integer.BYTES);
                length += Integer.BYTES;
            } else if (GROUP.matcher(groups[i]).matches()) {
                int group = Integer.parseInt(groups[i], HEXADECIMAL);
                bytes[length++] = (byte) (group >> Byte.SIZE);
                bytes[length++] = (byte) group;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOf(bytes, length));
    }

    private static byte[] ipv4Bytes(String text) {
        String[] octets = text.split("\\.", -1);
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) Integer.parseInt(octets[i]);
        }
        return bytes;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
