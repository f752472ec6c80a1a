package dev.lifeline.datasource.internal.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.jdbc.Leases;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.socket.WatchedSocket;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds in controlled time, over a real socket with a waiting thread, and a server that cannot be queried. */
class SentinelRoundTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Backend BACKEND = new Backend(42, "1.5");

    private static final HostAddresses ADDRESSES = new HostAddresses(InetAddress::getAllByName);

    private final FakeTicker ticker = new FakeTicker();
    private final FakeClock clock = new FakeClock();
    private final FlowRegistry flows = new FlowRegistry();
    private final Told told = new Told();
    private final SentinelRound sentinelRound = new SentinelRound(
            flows,
            new BackendQueries(this::connect, Duration.ofSeconds(1)),
            new SentinelTimeouts(Duration.ofMillis(500), Duration.ofSeconds(1), 2),
            told,
            clock,
            ticker,
            new Lateness(ticker));
    private ServerSocket listener;
    private WatchedSocket socket;
    private Socket peer;
    private int connects;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = new WatchedSocket(ticker, ADDRESSES);
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
    void without_long_waits_the_server_is_not_queried() throws IOException {
        waitOn(BACKEND);

        round(Duration.ofMillis(100));
        round(Duration.ofMillis(100));

        assertThat(connects).isZero();
    }

    @Test
    void the_second_consecutive_timeout_closes_the_connection() throws IOException {
        CompletableFuture<Integer> waiting = waitOn(BACKEND);
        round(Duration.ofMillis(550));
        assertThat(connects).isEqualTo(1);
        assertThat(told.cuts).isEmpty();

        round(Duration.ofMillis(100));

        assertThat(told.cuts).containsExactly(CutCause.SERVER_SILENT);
        assertThat(told.verdicts).containsExactly(WaitVerdict.NO_ANSWER, WaitVerdict.NO_ANSWER);
        assertThat(waiting).failsWithin(SOON);
    }

    @Test
    void a_wait_behind_a_pooler_ends_at_its_deadline_and_not_earlier() throws IOException {
        CompletableFuture<Integer> waiting = waitOn(null);
        rounds(DEADLINE.minusSeconds(1));
        assertThat(told.cuts).isEmpty();
        assertThat(told.verdicts).isEmpty();
        assertThat(connects).isZero();

        round(Duration.ofSeconds(1));

        assertThat(told.cuts).containsExactly(CutCause.DEADLINE);
        assertThat(waiting).failsWithin(SOON);
    }

    @Test
    void statements_of_data_source_callers_have_no_deadline() {
        CompletableFuture<Integer> listening = CompletableFuture.supplyAsync(this::read);
        await().until(() -> socket.waitingNanos() > 0);
        flows.add(new Flow(socket, null, Leases.held(Lease.OF_CALLER)));

        rounds(DEADLINE.multipliedBy(2));

        assertThat(told.cuts).isEmpty();
        assertThat(listening).isNotDone();
    }

    @Test
    void slowly_arriving_rows_do_not_extend_the_deadline() throws IOException {
        CompletableFuture<Integer> waiting = waitOn(null);
        for (int second = 0; second < DEADLINE.toSeconds(); second++) {
            peer.getOutputStream().write(1);
            await().until(waiting::isDone);
            waiting = CompletableFuture.supplyAsync(this::read);
            await().until(() -> socket.waitingNanos() > 0);
            round(Duration.ofSeconds(1));
        }

        assertThat(told.cuts).containsExactly(CutCause.DEADLINE);
        assertThat(waiting).failsWithin(SOON);
    }

    @Test
    void work_that_cannot_be_replayed_waits_while_the_whole_server_is_silent() throws IOException {
        socket.getOutputStream().write(1);
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(this::read);
        await().until(() -> socket.waitingNanos() > 0);
        flows.add(new Flow(socket, BACKEND, Leases.held(Lease.OF_CALLER)));

        rounds(Duration.ofMinutes(1));

        assertThat(connects).isGreaterThan(2);
        assertThat(told.cuts).isEmpty();
        assertThat(waiting).isNotDone();
    }

    @Test
    void a_clock_jump_restarts_the_count_of_waits() throws IOException {
        waitOn(null);

        round(Duration.ofHours(1));

        assertThat(told.jumps).hasSize(1);
        assertThat(told.cuts).isEmpty();
        rounds(Duration.ofSeconds(1));
        assertThat(told.cuts).isEmpty();
        rounds(Duration.ofSeconds(2));
        assertThat(told.cuts).containsExactly(CutCause.DEADLINE);
    }

    @Test
    void a_clock_jump_resets_earlier_timeouts() throws IOException {
        waitOn(BACKEND);
        round(Duration.ofMillis(550));
        assertThat(connects).isEqualTo(1);

        round(Duration.ofHours(1));
        round(Duration.ofMillis(550));

        assertThat(connects).isEqualTo(2);
        assertThat(told.cuts).isEmpty();
    }

    @Test
    void a_replaced_round_does_nothing() throws IOException {
        waitOn(null);
        sentinelRound.retire();

        rounds(DEADLINE.multipliedBy(2));

        assertThat(told.cuts).isEmpty();
    }

    /** Sends data over the connection and waits for a reply. */
    private CompletableFuture<Integer> waitOn(@Nullable Backend backend) throws IOException {
        socket.getOutputStream().write(1);
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(this::read);
        await().until(() -> socket.waitingNanos() > 0);
        flows.add(new Flow(socket, backend, Leases.held(Lease.until(ticker.nanos() + DEADLINE.toNanos()))));
        return waiting;
    }

    private void rounds(Duration time) {
        Duration step = Duration.ofSeconds(1);
        for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plus(step)) {
            round(step);
        }
    }

    private void round(Duration after) {
        ticker.advance(after);
        clock.advance(after);
        sentinelRound.run();
    }

    private int read() {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection connect(Duration limit) throws SQLException {
        connects++;
        throw new SQLException("no answer", "08001", new SocketTimeoutException("Read timed out"));
    }

    private static final class Told implements Sentinel.Alarm {
        private final List<WaitVerdict> verdicts = new ArrayList<>();
        private final List<CutCause> cuts = new ArrayList<>();
        private final List<Duration> jumps = new ArrayList<>();

        @Override
        public void doubt() {}

        @Override
        public void roundDone() {}

        @Override
        public void waitJudged(Duration waited, WaitVerdict verdict) {
            verdicts.add(verdict);
        }

        @Override
        public void flowCut(Duration waited, CutCause cause, String seen) {
            cuts.add(cause);
        }

        @Override
        public void statementCancelled(Duration waited) {}

        @Override
        public void clockJumped(Duration by) {
            jumps.add(by);
        }
    }
}
