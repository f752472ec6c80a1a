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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where hosts are. The driver looks a name up and tries the first address alone, also when that machine is gone and the next
 * one serves. Here every attempt looks the name up anew and tries every address, those first that did not fail lately. Safe
 * for use by several threads.
 */
public final class HostAddresses {
    private final Lookup lookup;
    private final Set<InetAddress> failed = ConcurrentHashMap.newKeySet();

    /** How names become addresses. */
    @FunctionalInterface
    public interface Lookup {

        /** All addresses of a host, in the order of preference. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** A book that asks the lookup. */
    public HostAddresses(Lookup lookup) {
        this.lookup = lookup;
    }

    /** The address of the host to connect to: the only one, or the first of several where somebody listens. */
    InetSocketAddress choose(InetSocketAddress host, int timeoutMillis) throws IOException {
        List<InetAddress> addresses = Arrays.stream(lookup.addresses(host.getHostString()))
                .sorted(Comparator.comparing(failed::contains))
                .toList();
        if (addresses.size() == 1) {
            return new InetSocketAddress(addresses.get(0), host.getPort());
        }
        return firstThatListens(addresses, host.getPort(), timeoutMillis / (addresses.size() + 1));
    }

    /** A socket whose connect failed is of no use any more: so others try first, at the price of a handshake. */
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

    /** A login there did not succeed. */
    void failed(InetAddress address) {
        failed.add(address);
    }

    /** A login there succeeded. */
    void succeeded(InetAddress address) {
        failed.remove(address);
    }
}
