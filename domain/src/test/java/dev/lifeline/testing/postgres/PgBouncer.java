package dev.lifeline.testing.postgres;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.program.InstalledProgram;
import dev.lifeline.testing.program.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** PgBouncer on loopback, in transaction mode, in front of a {@link PostgresServer}. Confined to one thread. */
public final class PgBouncer implements AutoCloseable {
    /** PgBouncer refuses to run as root; this user exists on every Linux. */
    private static final String UNPRIVILEGED = "nobody";

    private static final String SETTINGS =
            """
            [databases]
            postgres = host=127.0.0.1 port=%d dbname=postgres user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = %d
            max_client_conn = 200
            server_login_retry = 1
            """;

    private final RunningProgram program;
    private final Path directory;
    private final int port;

    private PgBouncer(RunningProgram program, Path directory, int port) {
        this.program = program;
        this.directory = directory;
        this.port = port;
    }

    /** Starts a pooler with that number of server connections; skips the test if PgBouncer is not installed. */
    public static PgBouncer inFrontOf(PostgresServer server, int connections) {
        InstalledProgram installed = InstalledProgram.required("pgbouncer", "pgbouncer");
        int port = TestPorts.next();
        try {
            Path directory = Files.createTempDirectory("lifeline-test-pgbouncer");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path settings = Files.writeString(
                    directory.resolve("pgbouncer.ini"), SETTINGS.formatted(server.port(), port, connections));
            Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
            RunningProgram program = "root".equals(System.getProperty("user.name"))
                    ? installed.start(directory, "-u", UNPRIVILEGED, settings.toString())
                    : installed.start(directory, settings.toString());
            PgBouncer bouncer = new PgBouncer(program, directory, port);
            await().until(bouncer::listens);
            return bouncer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the JDBC URL of the pooler. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() {
        program.close();
        try {
            ClusterTemplate.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
