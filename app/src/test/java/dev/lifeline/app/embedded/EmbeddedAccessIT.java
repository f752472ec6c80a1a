package dev.lifeline.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.app.start.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine can neither log in to the embedded database nor change its programs. */
@Timeout(120)
class EmbeddedAccessIT {
    @TempDir
    Path temporary;

    @Test
    void a_login_without_the_password_is_refused() throws Exception {
        try (var database = EmbeddedDatabase.start(EmbeddedConfig.defaults())) {
            assertThat(query(database, database.password(), "show unix_socket_directories"))
                    .isEmpty();
            assertThat(query(database, database.password(), "select passwd from pg_shadow where usename = 'postgres'"))
                    .startsWith("SCRAM-SHA-256$");
            for (String wrong : new String[] {"", "postgres", "x"}) {
                assertThatThrownBy(() -> query(database, wrong, "select 1")).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void its_programs_and_data_lie_where_no_other_user_can_enter() throws Exception {
        try (var database = EmbeddedDatabase.start(EmbeddedConfig.defaults())) {
            Path data = Path.of(query(database, database.password(), "show data_directory"));

            Path above = data.getParent().getParent().toRealPath();
            assertThat(permissions(above)).isEqualTo("rwx------");
            assertThat(program(data)).startsWith(above);
        }
    }

    @Test
    void the_password_stays_with_kept_data_and_data_without_one_are_refused() throws Exception {
        var config = new EmbeddedConfig(temporary.resolve("data"), 0);
        String first;
        try (var database = EmbeddedDatabase.start(config)) {
            first = database.password();
        }
        Path password = temporary.resolve("data").resolve(ServerPassword.FILE);
        assertThat(permissions(password)).isEqualTo("rw-------");
        try (var database = EmbeddedDatabase.start(config)) {
            assertThat(database.password()).isEqualTo(first);
            assertThat(query(database, first, "select 1")).isEqualTo("1");
        }

        Files.delete(password);

        assertThatThrownBy(() -> EmbeddedDatabase.start(config))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("has no file lifeline-password");
    }

    private static Path program(Path data) throws IOException {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow());
            return Path.of(ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String query(EmbeddedDatabase database, String password, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), password);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
