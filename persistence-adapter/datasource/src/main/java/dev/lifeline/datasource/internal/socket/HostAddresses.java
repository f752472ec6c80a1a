package dev.lifeline.datasource.internal.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Resolves host names. The driver resolves a name and tries only the first address, even if that machine is down and
 * the next one is up. This class resolves the name for each attempt and tries every address, starting with those that
 * have not failed since their last login. If all have failed, it starts with the one whose failure is the oldest, so
 * that an address which accepts connections and never answers does not keep the others from being tried. Safe for use
 * by several threads.
 */
public final class HostAddresses {
    private final Lookup lookup;
    private final AtomicLong failures = new AtomicLong();

    /** Addresses that have failed since their last login, with the number of the failure. */
    private final Map<InetAddress, Long> failed = new ConcurrentHashMap<>();

    /** Resolves names to addresses. */
    @FunctionalInterface
    public interface Lookup {

        /** Returns all addresses of a host, in order of preference. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Creates a resolver that uses the lookup. */
    public HostAddresses(Lookup lookup) {
        this.lookup = lookup;
    }

    /** Returns the address to connect to: the only one, or the first that accepts a connection. */
    InetSocketAddress choose(InetSocketAddress host, int timeoutMillis) throws IOException {
        Map<InetAddress, Long> failedSoFar = Map.copyOf(failed);
        List<InetAddress> addresses = Arrays.stream(lookup.addresses(host.getHostString()))
                .sorted(Comparator.comparing(address -> failedSoFar.getOrDefault(address, 0L)))
                .toList();
        if (addresses.size() == 1) {
            return new InetSocketAddress(addresses.get(0), host.getPort());
        }
        return firstThatListens(addresses, host.getPort(), timeoutMillis / (addresses.size() + 1));
    }

    /**
     * Returns the first address that accepts a connection. Uses trial sockets, at the cost of a handshake, because a
     * socket is unusable after a failed connect.
     */
    private InetSocketAddress firstThatListens(List<InetAddress> addresses, int port, int share) throws IOException {
        IOException last = null;
        for (InetAddress address : addresses) {
            InetSocketAddress candidate = new InetSocketAddress(address, port);
            try (Socket trial = new Socket()) {
                trial.connect(candidate, Math.max(1, share));
                return candidate;
            } catch (IOException e) {
                failed(address);
                last = withEarlier(e, last);
            }
        }
        throw last == null ? new SocketTimeoutException("the host has no address") : last;
    }

    private static IOException withEarlier(IOException e, @Nullable IOException earlier) {
        if (earlier != null) {
            e.addSuppressed(earlier);
        }
        return e;
    }

    /** Records a failed login on an address. */
    void failed(InetAddress address) {
        failed.put(address, failures.incrementAndGet());
    }

    /** Records a successful login on an address. */
    void succeeded(InetAddress address) {
        failed.remove(address);
    }
}
