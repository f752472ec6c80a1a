package dev.lifeline.monitoring.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "application/openmetrics-text; version=1.0.0",
                "Application/OpenMetrics-Text;Version=1.0.0;charset=utf-8",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                        + "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                        + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.2",
                "text/plain, application/openmetrics-text"
            })
    void open_metrics_is_chosen_if_the_client_accepts_it(String accept) {
        assertThat(ExpositionFormat.negotiated(accept)).isEqualTo(ExpositionFormat.OPEN_METRICS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                ";q=1",
                "*/*",
                "text/html",
                "text/plain",
                "text/plain;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;q=0.8",
                "application/openmetrics-text;q=0",
                "application/openmetrics-text;q=",
                "application/openmetrics-text;q=NaN",
                "application/openmetrics-text;q=1e9",
                "application/openmetrics-text;version=0.0.1",
                "application/openmetrics-text;version=2.0.0",
                "application/openmetrics-text-like",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
            })
    void text_is_chosen_otherwise(String accept) {
        assertThat(ExpositionFormat.negotiated(accept)).isEqualTo(ExpositionFormat.TEXT);
    }
}
