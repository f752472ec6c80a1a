package dev.lifeline.datasource.internal.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.jdbc.LeaseHolder;
import dev.lifeline.datasource.internal.jdbc.Leases;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.socket.WatchedSocket;
import dev.lifeline.domain.testing.FakeTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A thread waits on a connection on which bytes have arrived since the last request, and the server is idle. */
class SuspectFlowTest {
    private static final Backend BACKEND = new Backend(42, "1.5");
    private static final BackendActivity IDLE = new BackendActivity(BACKEND, "idle", "ClientRead", "2.5");

    private final FakeTicker ticker = new FakeTicker();

    @Test
    void a_reply_that_has_arrived_in_part_is_given_up_once_no_slow_network_explains_the_wait() throws IOException {
        try (WatchedSocket socket = new WatchedSocket(ticker, new HostAddresses(InetAddress::getAllByName))) {
            SuspectFlow suspect = waitingOn(socket, Leases.held(Lease.REPLAYED));

            assertThat(judgedAfter(Duration.ofSeconds(1), suspect)).isEqualTo(FlowState.SLOW);
            assertThat(judgedAfter(Duration.ofSeconds(2), suspect)).isEqualTo(FlowState.SLOW);
            assertThat(judgedAfter(Duration.ofSeconds(2), suspect)).isEqualTo(FlowState.DEAD);
        }
    }

    @Test
    void a_borrower_that_may_listen_for_notifications_waits_for_as_long_as_it_likes() throws IOException {
        try (WatchedSocket socket = new WatchedSocket(ticker, new HostAddresses(InetAddress::getAllByName))) {
            SuspectFlow suspect = waitingOn(socket, Leases.ofListener());

            assertThat(judgedAfter(Duration.ofHours(1), suspect)).isEqualTo(FlowState.SLOW);
            assertThat(judgedAfter(Duration.ofHours(1), suspect)).isEqualTo(FlowState.SLOW);
        }
    }

    private SuspectFlow waitingOn(WatchedSocket socket, LeaseHolder lease) {
        socket.beginWait();
        return new SuspectFlow(new Flow(socket, BACKEND, lease), ticker.nanos());
    }

    private FlowState judgedAfter(Duration wait, SuspectFlow suspect) {
        ticker.advance(wait);
        return suspect.judge(IDLE, ticker.nanos());
    }
}
