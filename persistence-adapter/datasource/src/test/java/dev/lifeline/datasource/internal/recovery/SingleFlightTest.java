package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final SingleFlight<String> flight = new SingleFlight<>();

    @Test
    void who_comes_while_a_run_is_under_way_joins_it() {
        CompletableFuture<String> first = flight.join(CompletableFuture::new);

        assertThat(flight.join(CompletableFuture::new)).isSameAs(first);
    }

    @Test
    void who_comes_after_a_run_gets_a_new_one() {
        CompletableFuture<String> first = flight.join(CompletableFuture::new);
        first.complete("done");

        assertThat(flight.join(CompletableFuture::new)).isNotSameAs(first);
    }
}
