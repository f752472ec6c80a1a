package dev.lifeline.app.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.http.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WarmUpTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CLIENTS = 2;

    private final FakeTicker ticker = new FakeTicker();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final AtomicInteger closing = new AtomicInteger();
    private volatile int status = 200;
    private volatile String list = "{\"projects\":[{\"id\":\"1\",\"slug\":\"aurora\"}]}";

    @AutoClose
    private final LoopbackServer server = new LoopbackServer(this::answer);

    @Test
    void it_ends_with_its_time() throws InterruptedException {
        warmUp(() -> true).run();

        assertThat(asked).hasSizeBetween(200, 200 + CLIENTS);
    }

    @Test
    void its_requests_have_the_headers_by_which_they_are_admitted() throws InterruptedException {
        warmUp(() -> true).run();

        assertThat(tokens).hasSameSizeAs(asked).containsOnly("Bearer own");
    }

    @Test
    void a_part_of_its_requests_ends_the_connection() throws InterruptedException {
        warmUp(() -> true).run();

        assertThat(closing.get()).isBetween(asked.size() / 8, asked.size() / 2);
    }

    @Test
    void it_asks_for_what_is_there_and_what_is_not_and_for_lists() throws InterruptedException {
        warmUp(() -> true).run();

        assertThat(asked)
                .contains("/api/projects/aurora", "/api/projects/lifeline-warm-up", "/api/projects?limit=10")
                .filteredOn("/api/projects/aurora"::equals)
                .hasSizeGreaterThan(100);
    }

    @Test
    void without_projects_it_asks_for_one_that_is_not_there() throws InterruptedException {
        list = "{\"projects\":[]}";

        warmUp(() -> true).run();

        assertThat(asked).contains("/api/projects/lifeline-warm-up").doesNotContain("/api/projects/aurora");
    }

    @Test
    void a_database_that_is_away_ends_it_at_once() throws InterruptedException {
        status = 503;

        warmUp(() -> true).run();

        assertThat(asked).hasSizeLessThanOrEqualTo(CLIENTS);
    }

    @Test
    void nothing_is_asked_if_there_is_no_use_in_it_from_the_beginning() throws InterruptedException {
        warmUp(() -> false).run();

        assertThat(asked).isEmpty();
    }

    @Test
    void it_ends_when_there_is_no_use_in_it_any_more() throws InterruptedException {
        warmUp(() -> asked.size() < 10).run();

        assertThat(asked).hasSizeBetween(10, 10 + CLIENTS);
    }

    @Test
    void nobody_who_listens_is_no_reason_to_fail() throws InterruptedException {
        server.close();

        warmUp(() -> true).run();

        assertThat(asked).isEmpty();
    }

    private WarmUp warmUp(BooleanSupplier wanted) {
        return new WarmUp(LIMIT, server.port(), Map.of("Authorization", "Bearer own"), wanted, ticker);
    }

    private void answer(HttpExchange exchange) throws IOException {
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        if ("close".equals(exchange.getRequestHeaders().getFirst("Connection"))) {
            closing.incrementAndGet();
        }
        asked.add(exchange.getRequestURI().toString());
        ticker.advance(Duration.ofMillis(100));
        byte[] body = list.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
