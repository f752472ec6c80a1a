package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.glassfish.grizzly.Connection;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {
    private final FakeTicker ticker = new FakeTicker();
    private final List<ClientProgress> clients = new ArrayList<>();
    private final FakeConnections connections = new FakeConnections();
    private int searches;
    private final IdleConnections idle = new IdleConnections(this::search, ticker);

    private Stream<ClientProgress> search() {
        searches++;
        return clients.stream();
    }

    @Test
    void connections_are_given_up_in_the_order_of_their_last_request_after_one_search() {
        ClientProgress first = client(1);
        ClientProgress second = client(1);
        ClientProgress third = client(0);

        assertThat(next()).isSameAs(first.connection());
        assertThat(next()).isSameAs(second.connection());
        assertThat(next()).isSameAs(third.connection());
        assertThat(searches).isOne();
        assertThat(next()).isNull();
    }

    @Test
    void connection_with_several_requests_outlasts_later_ones_with_a_single_request() {
        ClientProgress regular = client(2);
        ClientProgress first = client(1);
        assertThat(next()).isSameAs(first.connection());

        ClientProgress later = client(1);

        assertThat(next()).isSameAs(later.connection());
        assertThat(next()).isSameAs(regular.connection());
    }

    @Test
    void connection_with_several_requests_is_kept_while_it_is_in_use() {
        ClientProgress regular = client(2);
        regular.bytesArrived();
        ticker.advance(Duration.ofMillis(500));

        assertThat(next()).isNull();
    }

    @Test
    void new_connection_has_time_for_its_first_request() {
        var client = newClient();
        ticker.advance(Duration.ofMillis(200));
        assertThat(next()).isNull();

        ticker.advance(Duration.ofMillis(100));
        assertThat(next()).isSameAs(client.connection());
    }

    @Test
    void requests_that_are_sent_together_do_not_count_as_use() {
        client(2);
        var together = newClient();
        together.bytesArrived();
        together.headersArrived(true);
        together.headersArrived(true);
        together.answered();

        assertThat(next()).isSameAs(together.connection());
    }

    @Test
    void connection_that_was_used_or_closed_after_the_search_is_left_out() {
        ClientProgress first = client(1);
        ClientProgress used = client(1);
        ClientProgress ended = client(1);
        ClientProgress last = client(1);
        assertThat(next()).isSameAs(first.connection());

        ticker.advance(Duration.ofSeconds(2));
        used.bytesArrived();
        ended.connection().terminateSilently();

        assertThat(next()).isSameAs(last.connection());
    }

    @Test
    void search_is_repeated_after_what_was_found_is_forgotten() {
        client(1);
        ClientProgress second = client(1);
        next();

        idle.forget();
        clients.remove(0);

        assertThat(next()).isSameAs(second.connection());
        assertThat(searches).isEqualTo(2);
    }

    /** Gives up a connection, as its owner does. */
    private Connection<?> next() {
        Connection<?> connection = idle.next();
        if (connection != null) {
            connection.terminateSilently();
        }
        return connection;
    }

    /** Returns the client of a new connection with the given number of requests. */
    private ClientProgress client(int requests) {
        ClientProgress client = newClient();
        for (int i = 0; i < requests; i++) {
            client.bytesArrived();
            client.headersArrived(true);
            client.answered();
        }
        ticker.advance(Duration.ofSeconds(2));
        return client;
    }

    private ClientProgress newClient() {
        var client = new ClientProgress(connections.from(InetAddress.getLoopbackAddress()), ticker, new Semaphore(1));
        clients.add(client);
        return client;
    }
}
