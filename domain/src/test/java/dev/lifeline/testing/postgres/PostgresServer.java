package dev.lifeline.testing.postgres;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.tls.TestAuthority.TestCertificate;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PostgreSQL server on loopback that tests may stop, kill, freeze and restart on the same port and data. Confined to
 * one thread.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String DATABASE = "postgres";
    private static final Duration END = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(5);

    private final Path data;
    private final int port;
    private final ControlConnection control;
    private EmbeddedPostgres running;

    /** A server that recovers from a crash while clients log in all the time takes longer than one that was stopped. */
    private static final Duration START_LIMIT = Duration.ofSeconds(40);

    private PostgresServer(Path data, int port) {
        this.data = data;
        this.port = port;
        this.control = new ControlConnection(jdbcUrl() + "?prepareThreshold=0", USER);
    }

    /** Starts a server with an empty database. */
    public static PostgresServer started() {
        PostgresServer server = prepared();
        server.start();
        return server;
    }

    /**
     * Starts a server with an empty database and its own system identifier; the other servers are copies of one
     * cluster.
     */
    public static PostgresServer startedWithOwnCluster() {
        PostgresServer server = withoutCluster();
        server.start();
        return server;
    }

    /** Prepares a server with an empty database without starting it. */
    public static PostgresServer prepared() {
        PostgresServer server = withoutCluster();
        ClusterTemplate.copyTo(server.data);
        return server;
    }

    private static PostgresServer withoutCluster() {
        try {
            return new PostgresServer(ClusterDirectories.create(), TestPorts.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a synchronous standby of a primary, which is restarted for that. Every commit on the primary waits for the
     * standby from now on.
     */
    public static PostgresServer standbyOf(PostgresServer primary) {
        PostgresServer standby = withoutCluster();
        primary.stop();
        copy(primary.data, standby.data);
        primary.start();
        standby.write("standby.signal", "");
        standby.append(
                "postgresql.auto.conf",
                "primary_conninfo = 'host=127.0.0.1 port=" + primary.port + " user=" + USER + "'\n");
        standby.start();
        primary.execute("alter system set synchronous_standby_names = '*'");
        primary.reload();
        return standby;
    }

    private static void copy(Path from, Path to) {
        try {
            ClusterTemplate.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Promotes a standby to primary. */
    public void promote() {
        execute("alter system reset synchronous_standby_names");
        execute("select pg_promote()");
    }

    /** Makes the server reject or accept writes from now on. */
    public void setReadOnly(boolean readOnly) {
        execute("alter system set default_transaction_read_only = " + (readOnly ? "on" : "off"));
        reload();
    }

    /** Requires a password of that user, which was trusted before. */
    public void requirePassword(String user) {
        firstRule("host all " + user + " 127.0.0.1/32 scram-sha-256");
    }

    /** Requires TLS, a password and a certificate in its name of that user, which was trusted before. */
    public void requireClientCertificate(String user, Path authority) {
        copy(authority, "root.crt");
        execute("alter system set ssl_ca_file = 'root.crt'");
        firstRule("hostnossl all " + user + " 127.0.0.1/32 reject");
        firstRule("hostssl all " + user + " 127.0.0.1/32 scram-sha-256 clientcert=verify-full");
    }

    private void firstRule(String rule) {
        try {
            write("pg_hba.conf", rule + "\n" + Files.readString(data.resolve("pg_hba.conf")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reload();
    }

    /** Enables TLS, with a key and a certificate of its own, created in the given directory. */
    public void offerTls(Path directory) {
        SelfSigned.make(directory).write(data.resolve("server.key"), data.resolve("server.crt"));
        enableTls();
    }

    /** Enables TLS with a copy of the certificate, or replaces the one before. */
    public void offerTls(TestCertificate certificate) {
        copy(certificate.certificate(), "server.crt");
        copy(certificate.key(), "server.key");
        enableTls();
    }

    private void copy(Path file, String name) {
        try {
            Files.write(data.resolve(name), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void enableTls() {
        try {
            Files.setPosixFilePermissions(data.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("alter system set ssl = on");
        reload();
    }

    private void reload() {
        execute("select pg_reload_conf()");
    }

    private void write(String file, String text) {
        try {
            Files.writeString(data.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String file, String text) {
        try {
            Files.writeString(data.resolve(file), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to one process of the server. */
    public void signal(String name, int pid) {
        signal(name, List.of(ProcessHandle.of(pid).orElseThrow()));
    }

    /** Starts the server and waits until it accepts connections. */
    public void start() {
        try {
            running = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(START_LIMIT)
                    .setOutputRedirector(Redirect.DISCARD)
                    .setErrorRedirector(Redirect.DISCARD)
                    .setServerConfig(
                            "synchronous_commit", "on") // the library turns it off, and a kill then loses commits
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server in fast mode, which terminates all sessions. */
    public void stop() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills all processes of the server at once, like a power failure. */
    public void kill() {
        freeze();
        List<ProcessHandle> processes = processes();
        signal("KILL", processes);
        processes.forEach(PostgresServer::awaitEnd);
        stop(); // releases the library's lock on the data
    }

    /**
     * Suspends all processes of the server (SIGSTOP); sockets stay open. The first one is suspended before the others
     * are counted, because it may be starting another.
     */
    public void freeze() {
        signal("STOP", List.of(ProcessHandle.of(postmasterPid()).orElseThrow()));
        signal("STOP", processes());
    }

    /** Resumes a frozen server. */
    public void thaw() {
        signal("CONT", processes());
    }

    /** Terminates all sessions except this one and returns their number. */
    public int terminateSessions() {
        return query("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
    }

    /** Returns the integer in the first column of the first row. */
    public int query(String sql) {
        return control.ask(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(sql)) {
                answer.next();
                return answer.getInt(1);
            }
        });
    }

    /** Returns the first column of all rows. */
    public List<String> texts(String sql) {
        return control.ask(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(sql)) {
                List<String> texts = new ArrayList<>();
                while (answer.next()) {
                    texts.add(answer.getString(1));
                }
                return texts;
            }
        });
    }

    /** Executes a statement. */
    public void execute(String sql) {
        control.ask(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** Returns the port that it listens on. */
    public int port() {
        return port;
    }

    /** Returns the JDBC URL of the database. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** Returns the user that needs no password. */
    public String username() {
        return USER;
    }

    private List<ProcessHandle> processes() {
        ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    private long postmasterPid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = Stream.concat(
                        Stream.of("kill", "-" + name), processes.stream().map(process -> String.valueOf(process.pid())))
                .toList();
        try {
            new ProcessBuilder(command)
                    .redirectError(Redirect.DISCARD) // for processes that have already ended
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the server at once and deletes its data. */
    @Override
    public void close() {
        control.close();
        if (running != null && isAlive()) {
            thaw();
            ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
            signal("QUIT", List.of(postmaster)); // an immediate shutdown: the data is deleted next
            awaitEnd(postmaster);
            stop(); // releases the library's lock on the data
        }
        try {
            ClusterTemplate.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        await().pollInterval(SOON).atMost(END).until(() -> hasEnded(process));
    }

    /**
     * Returns whether a process has ended. A process that is not a child counts as alive until init has reaped it,
     * which can take seconds.
     */
    private static boolean hasEnded(ProcessHandle process) {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "stat");
        try {
            return !process.isAlive()
                    || Files.exists(status) && Files.readString(status).contains(") Z ");
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    /** Returns whether the server process is alive. A killed server leaves its lock file behind. */
    private boolean isAlive() {
        return Files.exists(data.resolve("postmaster.pid"))
                && ProcessHandle.of(postmasterPid()).isPresent();
    }
}
