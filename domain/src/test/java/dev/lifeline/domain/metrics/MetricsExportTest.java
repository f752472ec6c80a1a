package dev.lifeline.domain.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class MetricsExportTest {
    @Test
    void an_export_has_a_format_and_a_body() {
        assertThat(new MetricsExport("text/plain", "").body()).isEmpty();
        assertThatNullPointerException().isThrownBy(() -> new MetricsExport(null, ""));
        assertThatNullPointerException().isThrownBy(() -> new MetricsExport("text/plain", null));
    }
}
