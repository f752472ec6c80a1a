package dev.lifeline.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeline.app.start.StartFailedException;
import dev.lifeline.testing.wait.Bounded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class PrivateDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void only_its_owner_can_enter_it_and_the_next_start_uses_it_again() throws IOException {
        Path first = prepare();

        assertThat(permissions(first)).isEqualTo("rwx------");
        assertThat(prepare()).isEqualTo(first);
        assertThat(Files.list(parent)).containsExactly(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxrwx---", "rwxr-xr-x", "rwx-w----"})
    void a_directory_that_others_could_enter_is_not_used(String permissions) throws IOException {
        Path first = prepare();
        Files.setPosixFilePermissions(first, PosixFilePermissions.fromString(permissions));

        assertRefused();
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Path first = prepare();
        Files.delete(first);
        Path elsewhere = new PrivateDirectory(parent, "eve").prepare(); // only the link reveals this
        Files.createSymbolicLink(first, elsewhere);

        assertRefused();
    }

    @Test
    void a_parent_in_which_others_can_rename_the_directory_makes_it_worthless() throws IOException {
        prepare();
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused();
    }

    @Test
    void a_directory_of_another_user_is_not_used() throws Exception {
        Path first = prepare();
        boolean isGivenAway = Bounded.exitCode(new ProcessBuilder("chown", "65534", first.toString())
                        .redirectErrorStream(true)
                        .start())
                == 0;
        assumeTrue(isGivenAway, "only root can give a directory away");

        assertRefused();
    }

    private void assertRefused() {
        assertThatThrownBy(this::prepare)
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("another user owns it or can write there");
    }

    private Path prepare() {
        return new PrivateDirectory(parent, "ann").prepare();
    }

    private static String permissions(Path directory) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    }
}
