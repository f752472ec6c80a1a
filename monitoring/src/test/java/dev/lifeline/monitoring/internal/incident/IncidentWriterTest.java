package dev.lifeline.monitoring.internal.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.testing.log.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentWriterTest {
    /** Rejects all writes, like a full disk. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path directory;

    @Test
    void everything_is_written_when_it_is_closed() {
        try (IncidentWriter keeper = IncidentWriter.open(directory)) {
            for (int i = 0; i < 100; i++) {
                keeper.queue(Incidents.ongoing("i" + i));
                keeper.queue(Incidents.ended("i" + i));
            }
        }

        assertThat(reopened()).hasSize(100).noneMatch(Incident::isOngoing);
    }

    @Test
    void incident_is_written_soon() {
        try (IncidentWriter keeper = IncidentWriter.open(directory)) {
            keeper.queue(Incidents.ended("a"));

            await().untilAsserted(() ->
                    assertThat(directory.resolve(IncidentFile.NAME)).content().contains("\"id\":\"a\""));
        }
    }

    @Test
    void closing_again_does_nothing() {
        IncidentWriter keeper = IncidentWriter.open(directory);

        keeper.close();
        keeper.close();
        keeper.queue(Incidents.ended("too late"));

        assertThat(reopened()).isEmpty();
    }

    @Test
    void full_disk_affects_no_caller_and_is_logged_once() throws IOException {
        assumeTrue(Files.exists(FULL));
        Path file = directory.resolve(IncidentFile.NAME);
        Files.createSymbolicLink(file, FULL);
        try (LogCapture log = LogCapture.of(IncidentWriter.class)) {
            IncidentWriter keeper = IncidentWriter.open(directory);
            keeper.queue(Incidents.ended("a"));
            await().until(() -> !log.lines().isEmpty());
            keeper.queue(Incidents.ended("b"));

            Files.delete(file); // writing works again
            keeper.queue(Incidents.ended("c"));
            keeper.close();

            assertThat(log.lines()).hasSize(1).allSatisfy(line -> assertThat(line)
                    .startsWith("WARN The incidents cannot be written for now"));
        }
        assertThat(reopened()).extracting(Incident::id).containsExactly("a", "b", "c");
    }

    @Test
    void directory_in_use_is_refused_in_one_sentence() {
        try (IncidentWriter first = IncidentWriter.open(directory)) {
            assertThatThrownBy(() -> IncidentWriter.open(directory))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("monitoring.data-directory")
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use");
            assertThat(first.former()).isEmpty();
        }
    }

    private List<Incident> reopened() {
        try (IncidentWriter keeper = IncidentWriter.open(directory)) {
            return keeper.former();
        }
    }
}
