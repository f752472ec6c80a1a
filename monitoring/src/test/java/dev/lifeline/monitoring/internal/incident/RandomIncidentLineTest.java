package dev.lifeline.monitoring.internal.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.random.RandomTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any line of a file is an incident or none. */
class RandomIncidentLineTest {
    private static final String LINE =
            """
            {"id":"mx2pw7nl-1","kind":"OUTAGE","phase":"ENDED","cause":"CONNECTION_LOST",
            "evidence":"1 check failed","startedAt":"2026-11-30T03:37:39.286706673Z",
            "detectedAt":"2026-11-30T03:37:39Z","endedAt":"2026-11-30T03:37:49Z",
            "duration":"PT10S","attempts":1}
            """;

    @Test
    void a_line_is_read_or_skipped() {
        assertThat(IncidentLine.parse(LINE)).isPresent();
        RandomTexts.of(List.of(LINE), "{", "}", "[", "\"", ",", ":", "-", "9", "null", "true", "PT", "\\u0000")
                .check(line -> assertThat(IncidentLine.parse(line)).isNotNull());
    }
}
