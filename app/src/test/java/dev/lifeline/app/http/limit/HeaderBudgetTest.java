package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeaderBudgetTest {
    private static final int ROOM = 2 * HeaderBudget.OVERHEAD + 1_000;

    private final FakeTicker ticker = new FakeTicker();
    private final HeaderBudget budget = new HeaderBudget(ROOM, ticker);
    private final FakeConnections connections = new FakeConnections();
    private final ClientProgress first = client();
    private final ClientProgress second = client();
    private final ClientProgress third = client();

    private ClientProgress client() {
        return new ClientProgress(
                connections.from(InetAddress.getLoopbackAddress()), new FakeTicker(), new Semaphore(1));
    }

    @Test
    void request_that_began_first_gives_way() {
        assertThat(budget.charge(first, 100)).isEmpty();
        assertThat(budget.charge(second, 100)).isEmpty();
        ticker.advance(HeaderBudget.YOUNG);

        assertThat(budget.charge(third, 100)).containsExactly(first.connection());
        assertThat(budget.used()).isEqualTo(2 * HeaderBudget.OVERHEAD + 200);
    }

    @Test
    void each_further_byte_counts() {
        budget.charge(first, 100);
        budget.charge(second, 500);
        ticker.advance(HeaderBudget.YOUNG);

        assertThat(budget.charge(second, 401)).containsExactly(first.connection());
    }

    @Test
    void young_requests_may_take_four_times_as_much() {
        List<ClientProgress> young = Stream.generate(this::client).limit(8).toList();
        young.forEach(client -> assertThat(budget.charge(client, 400)).isEmpty());

        assertThat(budget.charge(first, 1_000)).containsExactly(young.get(0).connection());
    }

    @Test
    void complete_headers_leave_their_room_to_others() {
        budget.charge(first, 100);
        budget.charge(second, 100);

        budget.release(first);
        budget.release(first);

        assertThat(budget.charge(third, 100)).isEmpty();
    }

    @Test
    void closed_connection_leaves_its_room_to_others() {
        budget.charge(first, 100);
        budget.charge(second, 100);
        first.connection().terminateSilently();

        budget.forgetClosed();
        budget.charge(first, 100);

        assertThat(budget.charge(third, 100)).isEmpty();
    }
}
