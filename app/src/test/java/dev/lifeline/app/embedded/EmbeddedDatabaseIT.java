package dev.lifeline.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.start.StartFailedException;
import dev.lifeline.testing.wait.Bounded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedDatabaseIT {
    @TempDir
    Path temporary;

    @Test
    void temporary_server_answers_and_leaves_nothing_behind() throws Exception {
        String directory;
        try (var database = EmbeddedDatabase.start(EmbeddedConfig.defaults())) {
            directory = query(database, "SHOW data_directory");

            assertThat(query(database, "SHOW server_version")).startsWith(DataDirectory.POSTGRES_MAJOR + ".");
            assertThat(query(database, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(query(database, "SELECT lower('ÄÖ')")).isEqualTo("äö");
            assertThat(query(database, "SHOW listen_addresses")).isEqualTo("localhost");
        }

        assertThat(Path.of(directory)).doesNotExist();
    }

    @Test
    void server_that_does_not_stop_is_ended_by_force() throws Exception {
        var database = EmbeddedDatabase.start(EmbeddedConfig.defaults());
        Path directory = Path.of(query(database, "SHOW data_directory"));
        ProcessHandle postmaster = postmaster(directory).orElseThrow();
        List<ProcessHandle> family = postmaster.descendants().toList();
        assertThat(Bounded.exitCode(new ProcessBuilder("kill", "-STOP", Long.toString(postmaster.pid())).start()))
                .isZero();

        database.close();

        assertThat(family).isNotEmpty();
        await().until(() -> !postmaster.isAlive() && family.stream().noneMatch(ProcessHandle::isAlive)); // and reaped
        assertThat(directory).doesNotExist();
    }

    @Test
    void chosen_directory_keeps_its_data() throws Exception {
        var config = new EmbeddedConfig(temporary.resolve("data"), 0);
        try (var database = EmbeddedDatabase.start(config)) {
            assertThat(query(database, "SHOW fsync")).isEqualTo("on");
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (var database = EmbeddedDatabase.start(config)) {
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void server_that_a_killed_process_left_behind_is_replaced() throws Exception {
        Path data = temporary.resolve("data");
        Process killed = startInAnotherProcess(data);
        ProcessHandle orphan = postmaster(data).orElseThrow();
        Bounded.exitCode(killed.destroyForcibly());
        assertThat(orphan.isAlive()).isTrue();

        try (var database = EmbeddedDatabase.start(new EmbeddedConfig(data, 0))) {
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(orphan.isAlive()).isFalse();
        }
    }

    @Test
    void traces_of_a_server_that_is_gone_do_no_harm() throws Exception {
        Path data = temporary.resolve("data");
        EmbeddedDatabase.start(new EmbeddedConfig(data, 0)).close();
        long stranger = ProcessHandle.current().pid();
        Files.writeString(data.resolve("postmaster.pid"), stranger + "\n" + data + "\n");

        try (var database = EmbeddedDatabase.start(new EmbeddedConfig(data, 0))) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void directory_in_use_by_a_living_process_is_left_alone() throws Exception {
        Path data = temporary.resolve("data");
        Process other = startInAnotherProcess(data);
        try {
            assertThatThrownBy(() -> EmbeddedDatabase.start(new EmbeddedConfig(data, 0)))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("is in use by another Lifeline");
            assertThat(postmaster(data)).get().matches(ProcessHandle::isAlive);
        } finally {
            Bounded.exitCode(other.destroyForcibly());
            new DataDirectory(data, true).stopServer();
        }
    }

    @Test
    void data_of_another_version_are_refused() throws Exception {
        Files.writeString(temporary.resolve("PG_VERSION"), "14\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(new EmbeddedConfig(temporary, 0)))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("holds data of PostgreSQL 14, but this is PostgreSQL 18");
    }

    @Test
    void directory_with_something_else_in_it_is_refused() throws Exception {
        Files.writeString(temporary.resolve("letters.txt"), "not a database");

        assertThatThrownBy(() -> EmbeddedDatabase.start(new EmbeddedConfig(temporary, 0)))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining(temporary.toString());
        assertThat(temporary.resolve("letters.txt")).exists();
    }

    @Test
    void port_in_use_is_told() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(new EmbeddedConfig(null, taken.getLocalPort())))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("cannot listen on port " + taken.getLocalPort());
        }
    }

    @Test
    void start_that_takes_too_long_is_given_up() {
        var directory = new DataDirectory(temporary.resolve("slow"), true);

        assertThatThrownBy(() -> new BoundedStart(directory, Duration.ofMillis(1)).start(0))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("did not start");
        await().atMost(Duration.ofSeconds(60)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("lifeline-embedded-start")));
        assertThat(postmaster(directory.path())).isEmpty();
    }

    private static Process startInAnotherProcess(Path data) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("other.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(data.resolveSibling("ready")));
        return process;
    }

    private static Optional<ProcessHandle> postmaster(Path data) {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst().map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    /** A separate process that starts a server, then waits until the test kills it. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] arguments) throws Exception {
            Path data = Path.of(arguments[0]);
            var database = EmbeddedDatabase.start(new EmbeddedConfig(data, 0));
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            Files.createFile(data.resolveSibling("ready"));
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }
}
