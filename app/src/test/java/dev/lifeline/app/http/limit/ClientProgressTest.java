package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class ClientProgressTest {
    private final Semaphore permits = new Semaphore(1);
    private final ClientProgress client =
            new ClientProgress(new FakeConnections().from(InetAddress.getLoopbackAddress()), new FakeTicker(), permits);

    @Test
    void permit_of_a_connection_that_is_to_be_closed_is_returned_when_it_is_closed() {
        assertThat(client.closeAfter(Duration.ofSeconds(1))).isTrue();
        assertThat(permits.availablePermits()).isZero();

        client.closed();

        assertThat(permits.availablePermits()).isOne();
    }

    @Test
    void closed_connection_takes_no_permit() {
        client.closed();

        assertThat(client.closeAfter(Duration.ofSeconds(1))).isFalse();
        assertThat(permits.availablePermits()).isOne();
    }

    @Test
    void connection_takes_one_permit_only() {
        client.closeAfter(Duration.ofSeconds(1));

        assertThat(client.closeAfter(Duration.ofSeconds(1))).isTrue();
        client.closed();
        assertThat(permits.availablePermits()).isOne();
    }

    @Test
    void headers_that_have_begun_stay_incomplete_when_a_handshake_ends_within_them() {
        client.bytesArrived(100);
        assertThat(client.handshakeEnded()).isTrue();
        assertThat(client.hasIncompleteHeaders()).isFalse();

        client.bytesDecrypted();

        assertThat(client.handshakeEnded()).isFalse();
        assertThat(client.hasIncompleteHeaders()).isTrue();
    }

    @Test
    void incomplete_part_of_a_body_is_no_incomplete_header() {
        client.headersArrived(false);
        client.bytesArrived(100);
        assertThat(client.hasIncompleteHeaders()).isFalse();

        client.headersArrived(true);
        client.bytesArrived(100);
        assertThat(client.hasIncompleteHeaders()).isTrue();
    }
}
