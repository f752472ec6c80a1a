package dev.lifeline.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestedNamesTest {

    @ParameterizedTest
    @CsvSource({"port,port,0", "prot,port,2", "port,ports,1", "port,'',4", "pool,poll,1", "kitten,sitting,3"})
    void distance_counts_changed_letters(String from, String to, int distance) {
        assertThat(SuggestedNames.distance(from, to)).isEqualTo(distance);
        assertThat(SuggestedNames.distance(to, from)).isEqualTo(distance);
    }

    @Test
    void nearest_word_is_suggested() {
        assertThat(SuggestedNames.nearest("pool.maxsize", List.of("pool.keepalive", "pool.max-size")))
                .contains("pool.max-size");
    }

    @Test
    void distant_word_is_not_suggested() {
        assertThat(SuggestedNames.nearest("flux-capacitor", List.of("pool.keepalive", "pool.max-size")))
                .isEmpty();
    }
}
