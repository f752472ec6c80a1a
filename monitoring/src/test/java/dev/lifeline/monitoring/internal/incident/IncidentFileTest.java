package dev.lifeline.monitoring.internal.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentFileTest {
    private static final int MOST = 200;

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve(IncidentFile.NAME);
    }

    @Test
    void stored_incident_is_read_unchanged() throws IOException {
        Incident moment = Incident.ongoing("c", IncidentKind.PROCESS_PAUSED, null, "", Incidents.START, Incidents.START)
                .ended(Incidents.START, java.time.Duration.ZERO);
        List<Incident> all = List.of(
                Incidents.ongoing("a"),
                Incidents.ended("b"),
                moment,
                Incidents.ongoing("d").lostSightOf("x"));

        append(all);

        assertThat(read()).isEqualTo(all);
        assertThat(Files.readAllLines(path)).hasSize(4);
    }

    @Test
    void last_line_about_an_incident_counts() throws IOException {
        append(List.of(Incidents.ongoing("a"), Incidents.ongoing("b")));
        append(List.of(Incidents.ended("a")));

        assertThat(read()).containsExactly(Incidents.ended("a"), Incidents.ongoing("b"));
    }

    @Test
    void file_truncated_at_any_byte_loses_one_line_and_accepts_further_ones() throws IOException {
        append(List.of(Incidents.ended("a"), Incidents.ended("b")));
        byte[] whole = Files.readAllBytes(path);
        int endOfFirst = IncidentLine.of(Incidents.ended("a")).length();

        for (int length = 0; length <= whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));

            append(List.of(Incidents.ended("c")));

            // A line without an end of line is complete as well.
            boolean first = length >= endOfFirst;
            boolean second = length >= whole.length - 1;
            assertThat(read())
                    .as("cut after %s bytes", length)
                    .extracting(Incident::id)
                    .containsExactlyElementsOf(
                            second ? List.of("a", "b", "c") : first ? List.of("a", "c") : List.of("c"));
        }
    }

    @Test
    void lines_without_an_incident_are_ignored() throws IOException {
        append(List.of(Incidents.ended("a")));
        String good = Files.readString(path);
        Files.writeString(
                path,
                "\n\0\0\0\nnull\n[]\n{}\n{\"id\":\"x\"}\n" + good.strip() + "{}\n"
                        + good.replace("OUTAGE", "OF_A_LATER_VERSION")
                        + good.replace("{", "{\"later\":{\"a\":[1]},")
                        + good.replace("T10:30", "T1x:30"));

        assertThat(read()).containsExactly(Incidents.ended("a"));
    }

    @Test
    void long_file_is_shortened_and_loses_only_the_oldest_incidents() throws IOException {
        try (IncidentFile file = IncidentFile.open(directory, MOST)) {
            for (int i = 0; i < 700; i += 10) {
                file.append(IntStream.range(i, i + 10)
                        .mapToObj(number -> "i" + number)
                        .flatMap(id -> Stream.of(Incidents.ongoing(id), Incidents.ended(id)))
                        .toList());
            }
            assertThat(Files.readAllLines(path)).hasSizeLessThanOrEqualTo(IncidentFile.MAX_LINES);
        }

        assertThat(read())
                .extracting(Incident::id)
                .containsExactlyElementsOf(
                        IntStream.range(500, 700).mapToObj(i -> "i" + i).toList());
        assertThat(read()).noneMatch(Incident::isOngoing);
    }

    @Test
    void file_is_in_use_by_one_at_a_time() throws IOException {
        try (IncidentFile file = IncidentFile.open(directory, MOST)) {
            assertThatThrownBy(() -> IncidentFile.open(directory, MOST))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("in use");
            file.append(List.of(Incidents.ended("a")));
        }

        assertThat(read()).hasSize(1);
    }

    @Test
    void only_the_owner_can_read_the_files() throws IOException {
        append(List.of(Incidents.ended("a")));

        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(2).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void only_the_end_of_a_huge_file_is_read() throws IOException {
        append(List.of(Incidents.ended("a")));
        String line = Files.readString(path);
        Files.writeString(path, "x".repeat(5_000_000) + "\n" + line);

        assertThat(read()).containsExactly(Incidents.ended("a"));
    }

    private void append(List<Incident> incidents) throws IOException {
        try (IncidentFile file = IncidentFile.open(directory, MOST)) {
            file.append(incidents);
        }
    }

    private List<Incident> read() throws IOException {
        try (IncidentFile file = IncidentFile.open(directory, MOST)) {
            return file.read();
        }
    }
}
