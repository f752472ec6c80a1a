package dev.lifeline.datasource.internal.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.internal.jdbc.LeaseHolder;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.socket.WatchedSocket;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reply has arrived, but a thread without CPU time has not read it yet: the connection is kept. */
class UnreadBytesTest {

    private Duration questionTakes = Duration.ZERO;
    private final FakeTicker ticker = new FakeTicker();
    private final FakeClock clock = new FakeClock();
    private final Lateness lateness = new Lateness(ticker);
    private final FlowRegistry flows = new FlowRegistry();
    private final Cuts cuts = new Cuts();
    private final SentinelRound sentinelRound = new SentinelRound(
            flows,
            new BackendQueries(
                    limit -> {
                        ticker.advance(questionTakes);
                        throw new SQLException("no answer", "08001");
                    },
                    Duration.ofSeconds(1)),
            new SentinelTimeouts(Duration.ofMillis(500), Duration.ofSeconds(1), 2),
            cuts,
            clock,
            ticker,
            lateness);
    private ServerSocket listener;
    private WatchedSocket socket;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = new WatchedSocket(ticker, new HostAddresses(InetAddress::getAllByName));
        socket.connect(listener.getLocalSocketAddress());
        peer = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        sentinelRound.retire();
        peer.close();
        socket.close();
        listener.close();
    }

    @Test
    void unread_bytes_are_detected() throws IOException {
        assertThat(socket.hasUnreadBytes()).isFalse();

        peer.getOutputStream().write(1);

        Awaitility.await().until(socket::hasUnreadBytes);
        socket.close();
        assertThat(socket.hasUnreadBytes()).isFalse();
    }

    @Test
    void a_connection_is_closed_for_silence_only_without_unread_bytes() throws IOException {
        waitWithoutReading();
        flows.add(new Flow(socket, new Backend(42, "1.5"), new LeaseHolder()));
        peer.getOutputStream().write(1);
        Awaitility.await().until(socket::hasUnreadBytes);

        round(Duration.ofMillis(550));
        round(Duration.ofMillis(100));
        round(Duration.ofMillis(100));

        assertThat(cuts.causes).isEmpty();
        assertThat(socket.isClosed()).isFalse();
    }

    @Test
    void up_to_three_timeouts_while_the_process_is_late_are_no_evidence() {
        flows.add(new Flow(socket, new Backend(42, "1.5"), new LeaseHolder()));
        waitWithoutReading();
        ticker.advance(Duration.ofMillis(550));
        questionTakes = Duration.ofSeconds(1);
        int rounds = 0;
        while (cuts.causes.isEmpty() && rounds < 10) {
            rounds++;
            lateness.beat(); // no further beat during the query
            sentinelRound.run();
        }

        assertThat(rounds).isEqualTo(3 + 2);
    }

    /** Starts a read without reading, like a thread without CPU time. */
    private void waitWithoutReading() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> {
            socket.beginWait();
            begun.countDown();
        });
        try {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void round(Duration after) {
        ticker.advance(after);
        clock.advance(after);
        sentinelRound.run();
    }

    private static final class Cuts implements Sentinel.Alarm {
        private final List<Object> causes = new ArrayList<>();

        @Override
        public void doubt() {}

        @Override
        public void roundDone() {}

        @Override
        public void waitJudged(Duration waited, dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict verdict) {}

        @Override
        public void flowCut(
                Duration waited, dev.lifeline.domain.connection.ConnectionEvent.CutCause cause, String seen) {
            causes.add(cause);
        }

        @Override
        public void statementCancelled(Duration waited) {}

        @Override
        public void clockJumped(Duration by) {}
    }
}
