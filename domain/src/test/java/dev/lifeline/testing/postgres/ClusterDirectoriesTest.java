package dev.lifeline.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoriesTest {
    /** Greater than any number that Linux gives to a process. */
    private static final String NO_PROCESS = "4999999";

    @Test
    void directory_of_a_running_process_is_kept_whatever_its_age(@TempDir Path parent) throws IOException {
        Path used = ClusterDirectories.createIn(parent);
        Files.setLastModifiedTime(used, FileTime.from(Instant.EPOCH));

        ClusterDirectories.deleteAbandoned(parent);

        assertThat(used).exists();
    }

    @Test
    void directory_of_an_ended_process_is_deleted(@TempDir Path parent) throws IOException {
        Path abandoned = parent.resolve("lifeline-test-postgres-" + NO_PROCESS + "-1");
        Files.createDirectories(abandoned.resolve("pg_xact"));
        Files.writeString(abandoned.resolve("pg_xact/0000"), "");

        ClusterDirectories.deleteAbandoned(parent);

        assertThat(abandoned).doesNotExist();
    }
}
