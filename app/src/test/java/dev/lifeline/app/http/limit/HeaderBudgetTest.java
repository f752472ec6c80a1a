package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.net.InetAddress;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class HeaderBudgetTest {
    private static final int ROOM = 2 * HeaderBudget.OVERHEAD + 1_000;

    private final HeaderBudget budget = new HeaderBudget(ROOM);
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

        assertThat(budget.charge(third, 100)).containsExactly(first.connection());
        assertThat(budget.used()).isEqualTo(2 * HeaderBudget.OVERHEAD + 200);
    }

    @Test
    void each_further_byte_counts() {
        budget.charge(first, 100);
        budget.charge(second, 500);

        assertThat(budget.charge(second, 401)).containsExactly(first.connection());
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
