package dev.lifeline.app.access;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses with the same first bits.
 *
 * @param bits number of bits that are compared
 */
public record AddressRange(InetAddress address, int bits) {

    /** Parses an address, or an address with a number of bits such as {@code 10.0.0.0/8}. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        return HostName.parseWithoutPort(address)
                .flatMap(host -> Optional.ofNullable(host.address()))
                .flatMap(found -> slash < 0
                        ? Optional.of(new AddressRange(found, bitsOf(found)))
                        : of(found, text.substring(slash + 1)));
    }

    private static Optional<AddressRange> of(InetAddress address, String bits) {
        boolean valid = bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= bitsOf(address);
        return valid ? Optional.of(new AddressRange(address, Integer.parseInt(bits))) : Optional.empty();
    }

    /** Returns whether the address is in this range. */
    boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        int rest = Byte.SIZE - bits % Byte.SIZE;
        return rest == Byte.SIZE || (ours[whole] & 0xff) >> rest == (theirs[whole] & 0xff) >> rest;
    }

    private static int bitsOf(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }
}
