package dev.lifeline.app.http.limit;

import dev.lifeline.app.access.ClientNetwork;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.glassfish.grizzly.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the senders of unparsed requests apart, as far as that is possible: by address or network of IPv6, and behind a
 * proxy by the headers that name a client or its program. Clients can invent those, so this serves to share turns and
 * for nothing else. Immutable.
 */
final class RequestSender {
    private static final List<byte[]> TELLING = Stream.of(
                    "user-agent:", "x-forwarded-for:", "forwarded:", "authorization:")
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toList();

    /** Differs in each process, so that nobody can choose senders with the same number. */
    private static final int SEED = new SecureRandom().nextInt();

    private static final int LOWER_CASE = 0x20;

    private final Predicate<InetAddress> mayForward;

    /** @param mayForward whether the peer with the given address may be a proxy */
    RequestSender(Predicate<InetAddress> mayForward) {
        this.mayForward = mayForward;
    }

    /**
     * Returns a number for the sender of a request whose first bytes are given. Reads each byte once.
     *
     * @param peer null if the connection has been closed meanwhile
     */
    int of(@Nullable InetAddress peer, Buffer bytes) {
        if (peer == null) {
            return SEED;
        }
        int hash = 31 * SEED + ClientNetwork.of(peer).hashCode();
        return mixed(mayForward.test(peer) ? withHeaders(hash, bytes) : hash);
    }

    private static int withHeaders(int start, Buffer bytes) {
        int hash = start;
        boolean tells = false;
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte next = bytes.get(i);
            if (tells) {
                hash = 31 * hash + next;
            }
            if (next == '\n') {
                tells = isTelling(bytes, i + 1);
            }
        }
        return hash;
    }

    private static boolean isTelling(Buffer bytes, int start) {
        for (byte[] name : TELLING) {
            if (startsWith(bytes, start, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(Buffer bytes, int start, byte[] name) {
        if (start + name.length > bytes.limit()) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((bytes.get(start + i) | LOWER_CASE) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Lets each bit of the hash have an effect on the last ones (the end of MurmurHash3). */
    private static int mixed(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
