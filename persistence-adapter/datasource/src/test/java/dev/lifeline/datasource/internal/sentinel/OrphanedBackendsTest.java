package dev.lifeline.datasource.internal.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.jdbc.Leases;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.socket.WatchedSocket;
import dev.lifeline.domain.testing.FakeTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Backends of closed connections, and a server that cannot be queried. */
class OrphanedBackendsTest {
    private static final Duration LATER = Duration.ofSeconds(3);
    private static final Backend BACKEND = new Backend(42, "1.5");

    private final FakeTicker ticker = new FakeTicker();
    private final FlowRegistry flows = new FlowRegistry();
    private int connects;

    @Test
    void backends_are_kept_for_the_replacement_until_the_server_has_terminated_them() throws IOException {
        closeAConnection();
        OrphanedBackends replaced = orphans();
        replaced.terminateLater();
        terminate(replaced);

        OrphanedBackends replacement = orphans();
        replacement.terminateLater();
        terminate(replacement);

        assertThat(connects).isEqualTo(2);
        assertThat(flows.departed().list()).containsExactly(BACKEND);
    }

    @Test
    void without_closed_connections_the_server_is_not_queried() {
        OrphanedBackends orphans = orphans();
        orphans.terminateLater();

        terminate(orphans);

        assertThat(connects).isZero();
    }

    private void closeAConnection() throws IOException {
        WatchedSocket socket = new WatchedSocket(ticker, new HostAddresses(InetAddress::getAllByName));
        flows.add(new Flow(socket, BACKEND, Leases.held(Lease.OF_CALLER)));
        socket.close();
    }

    private void terminate(OrphanedBackends orphans) {
        ticker.advance(LATER);
        orphans.terminateIfDue();
    }

    private OrphanedBackends orphans() {
        return new OrphanedBackends(flows, new BackendQueries(this::connect, Duration.ofSeconds(1)), ticker);
    }

    private Connection connect(Duration limit) throws SQLException {
        connects++;
        throw new SQLException("no answer", "08001");
    }
}
