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

class IncidentKeeperTest {
    /** Takes nothing, as a disk that is full. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path directory;

    @Test
    void everything_is_written_when_it_is_closed() {
        try (IncidentKeeper keeper = IncidentKeeper.open(directory)) {
            for (int i = 0; i < 100; i++) {
                keeper.keep(Incidents.ongoing("i" + i));
                keeper.keep(Incidents.ended("i" + i));
            }
        }

        assertThat(reopened()).hasSize(100).noneMatch(Incident::isOngoing);
    }

    @Test
    void incident_is_written_soon() {
        try (IncidentKeeper keeper = IncidentKeeper.open(directory)) {
            keeper.keep(Incidents.ended("a"));

            await().untilAsserted(() ->
                    assertThat(directory.resolve(IncidentFile.NAME)).content().contains("\"id\":\"a\""));
        }
    }

    @Test
    void closing_again_does_nothing() {
        IncidentKeeper keeper = IncidentKeeper.open(directory);

        keeper.close();
        keeper.close();
        keeper.keep(Incidents.ended("too late"));

        assertThat(reopened()).isEmpty();
    }

    @Test
    void full_disk_harms_nobody_and_is_told_once() throws IOException {
        assumeTrue(Files.exists(FULL));
        Path file = directory.resolve(IncidentFile.NAME);
        Files.createSymbolicLink(file, FULL);
        try (LogCapture log = LogCapture.of(IncidentKeeper.class)) {
            IncidentKeeper keeper = IncidentKeeper.open(directory);
            keeper.keep(Incidents.ended("a"));
            await().until(() -> !log.lines().isEmpty());
            keeper.keep(Incidents.ended("b"));

            Files.delete(file); // There is room again.
            keeper.keep(Incidents.ended("c"));
            keeper.close();

            assertThat(log.lines()).hasSize(1).allSatisfy(line -> assertThat(line)
                    .startsWith("WARN The incidents cannot be written for now"));
        }
        assertThat(reopened()).extracting(Incident::id).containsExactly("a", "b", "c");
    }

    @Test
    void directory_that_another_one_uses_is_refused_in_one_sentence() {
        try (IncidentKeeper first = IncidentKeeper.open(directory)) {
            assertThatThrownBy(() -> IncidentKeeper.open(directory))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("monitoring.data-directory")
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use");
            assertThat(first.former()).isEmpty();
        }
    }

    private List<Incident> reopened() {
        try (IncidentKeeper keeper = IncidentKeeper.open(directory)) {
            return keeper.former();
        }
    }
}
