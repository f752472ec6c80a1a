package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientCountsTest {
    private final ClientCounts<String> counts = new ClientCounts<>();

    @Test
    void each_client_has_a_count_of_its_own() {
        assertThat(counts.add("192.0.2.7")).isEqualTo(1);
        assertThat(counts.add("192.0.2.7")).isEqualTo(2);
        assertThat(counts.add("192.0.2.8")).isEqualTo(1);

        counts.remove("192.0.2.7");

        assertThat(counts.add("192.0.2.7")).isEqualTo(2);
    }

    @Test
    void a_client_without_any_is_counted_from_one_again() {
        counts.add("192.0.2.7");
        counts.remove("192.0.2.7");

        counts.remove("192.0.2.7");

        assertThat(counts.add("192.0.2.7")).isEqualTo(1);
    }
}
