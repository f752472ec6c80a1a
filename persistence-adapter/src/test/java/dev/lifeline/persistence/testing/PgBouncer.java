package dev.lifeline.persistence.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PgBouncer on loopback, in transaction mode, in front of a {@link PostgresServer}. Confined to one thread. */
public final class PgBouncer implements AutoCloseable {
    private static final String PROGRAM = "pgbouncer";

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
            """;

    private final Process process;
    private final Path settings;
    private final int port;

    private PgBouncer(Process process, Path settings, int port) {
        this.process = process;
        this.settings = settings;
        this.port = port;
    }

    /** A pooler that shares so many connections to that server; the test is skipped where PgBouncer is not installed. */
    public static PgBouncer inFrontOf(PostgresServer server, int connections) {
        String program = installed().orElseGet(PgBouncer::skip);
        try {
            int port = freePort();
            Path settings = Files.createTempFile("lifeline-test-pgbouncer", ".ini");
            Files.writeString(settings, SETTINGS.formatted(server.port(), port, connections));
            Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
            Process process = new ProcessBuilder(command(program, settings))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            PgBouncer bouncer = new PgBouncer(process, settings, port);
            await().atMost(Duration.ofSeconds(20)).until(bouncer::listens);
            return bouncer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian installs it in a directory that only root has in its path. */
    private static Optional<String> installed() {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, PROGRAM))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String skip() {
        String message = "Left out: " + PROGRAM + " is not installed; the README says how to have this test run";
        System.out.println(message); // Maven counts skipped tests, but does not say why
        return abort(message);
    }

    private static List<String> command(String program, Path settings) {
        List<String> command = new ArrayList<>(List.of(program));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", UNPRIVILEGED));
        }
        command.add(settings.toString());
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Its URL. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
