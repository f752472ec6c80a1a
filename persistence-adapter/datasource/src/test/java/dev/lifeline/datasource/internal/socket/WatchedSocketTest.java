package dev.lifeline.datasource.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.time.Ticker;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedSocketTest {
    private static final HostAddresses ADDRESSES = new HostAddresses(InetAddress::getAllByName);

    private ServerSocket listener;
    private WatchedSocket socket;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = new WatchedSocket(Ticker.system(), ADDRESSES);
        socket.connect(listener.getLocalSocketAddress());
        peer = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        socket.close();
        listener.close();
    }

    @Test
    void without_a_read_there_is_no_wait() {
        assertThat(socket.waitingNanos()).isZero();
    }

    @Test
    void a_wait_is_reported_while_it_lasts_and_counted_when_it_ends() throws IOException {
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(this::read);
        await().until(() -> socket.waitingNanos() > Duration.ofMillis(20).toNanos());
        assertThat(socket.progress()).isZero();

        peer.getOutputStream().write(7);

        assertThat(reader).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(7);
        assertThat(socket.waitingNanos()).isZero();
        assertThat(socket.progress()).isEqualTo(1);
    }

    @Test
    void a_blocked_write_is_reported_while_it_lasts_and_each_part_counts_as_progress() throws IOException {
        byte[] large = new byte[32 << 20];
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(large));
        await().until(() -> socket.waitingNanos() > Duration.ofMillis(200).toNanos());
        long progress = socket.progress();
        assertThat(progress).isPositive();
        assertThat(socket.isWriting()).isTrue();

        peer.getInputStream().skipNBytes(large.length);

        assertThat(writer).succeedsWithin(Duration.ofSeconds(5));
        assertThat(socket.progress()).isGreaterThan(progress);
        assertThat(socket.waitingNanos()).isZero();
    }

    /** The driver repeats a skip of zero bytes until it has skipped a whole message. */
    @Test
    void a_skip_at_the_end_of_the_stream_fails_instead_of_skipping_nothing() throws IOException {
        peer.getOutputStream().write(new byte[5]);
        peer.close();

        assertThat(socket.getInputStream().skip(3)).isEqualTo(3);
        assertThat(socket.getInputStream().skip(3)).isEqualTo(2);
        assertThatThrownBy(() -> socket.getInputStream().skip(3)).isInstanceOf(EOFException.class);
        assertThat(socket.getInputStream().skip(0)).isZero();
    }

    @Test
    void a_blocked_skip_is_reported_as_a_wait() throws IOException {
        CompletableFuture<Long> reader = CompletableFuture.supplyAsync(this::skip);
        await().until(() -> socket.waitingNanos() > 0);

        peer.getOutputStream().write(7);

        assertThat(reader).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(1L);
        assertThat(socket.progress()).isEqualTo(1);
    }

    @Test
    void closing_from_another_thread_releases_a_blocked_write() throws IOException {
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(new byte[32 << 20]));
        await().until(() -> socket.waitingNanos() > Duration.ofMillis(200).toNanos());

        socket.cut();

        assertThat(writer).failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void closing_from_another_thread_releases_a_blocked_read() throws IOException {
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(this::read);
        await().until(() -> socket.waitingNanos() > 0);

        socket.close();

        assertThat(reader).failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void an_ended_login_attempt_gets_no_socket() {
        ConnectAttempt attempt = ConnectAttempt.begin(Ticker.system(), ADDRESSES);
        WatchedSocketFactory factory = new WatchedSocketFactory(attempt.number());
        attempt.close();

        assertThatThrownBy(factory::createSocket).hasMessageContaining("has ended");
        assertThatThrownBy(new WatchedSocketFactory(attempt.number())::createSocket)
                .isInstanceOf(SocketException.class);
    }

    private void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long skip() {
        try {
            return socket.getInputStream().skip(9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int read() {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
