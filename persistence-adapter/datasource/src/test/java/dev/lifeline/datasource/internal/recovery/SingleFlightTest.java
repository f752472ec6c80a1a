package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final SingleFlight<String> flight = new SingleFlight<>();

    @Test
    void a_concurrent_caller_joins_the_current_run() {
        CompletableFuture<String> first = flight.join(CompletableFuture::new);

        assertThat(flight.join(CompletableFuture::new)).isSameAs(first);
    }

    @Test
    void a_later_caller_starts_a_new_run() {
        CompletableFuture<String> first = flight.join(CompletableFuture::new);
        first.complete("done");

        assertThat(flight.join(CompletableFuture::new)).isNotSameAs(first);
    }
}
