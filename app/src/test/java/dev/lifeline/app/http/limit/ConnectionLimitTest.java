package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private static final int PER_ADDRESS = 2;

    private final FakeConnections connections = new FakeConnections();
    private final ConnectionLimit limit = new ConnectionLimit(limits(), null);

    @Test
    void connections_of_one_address_are_bounded() throws Exception {
        accept("192.0.2.7", "192.0.2.7", "192.0.2.8", "192.0.2.7");

        assertThat(connections.closed()).map(Object::toString).containsExactly("connection from 192.0.2.7");
    }

    @Test
    void addresses_of_one_ipv6_network_count_as_one() throws Exception {
        accept("2001:db8::1", "2001:db8::2", "2001:db8:0:1::3", "2001:db8::ffff:0:0:4");

        assertThat(connections.closed())
                .map(Object::toString)
                .containsExactly("connection from 2001:db8:0:0:ffff:0:0:4");
    }

    @Test
    void a_connection_that_ends_gives_its_place_to_another_address_of_its_network() throws Exception {
        Connection<?> first = accept("2001:db8::1", "2001:db8::2");

        limit.handleClose(FilterChainContext.create(first));
        accept("2001:db8::3");

        assertThat(connections.closed()).isEmpty();
    }

    /** Returns the last connection. */
    private Connection<?> accept(String... addresses) throws UnknownHostException {
        Connection<?> last = null;
        for (String address : addresses) {
            last = connections.from(InetAddress.getByName(address));
            limit.handleAccept(FilterChainContext.create(last));
        }
        return last;
    }

    private static ResourceLimits limits() {
        ResourceLimits limits = ResourceLimits.defaults();
        return new ResourceLimits(
                limits.maxBodyBytes(),
                limits.bodyMemory(),
                limits.answerMemory(),
                limits.connections(),
                PER_ADDRESS,
                limits.requests());
    }
}
