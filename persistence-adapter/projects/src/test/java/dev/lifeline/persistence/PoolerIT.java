package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PgBouncer;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PgBouncer in transaction mode, where each transaction may run on another server connection. Issue 15, number 1. */
@Timeout(120)
class PoolerIT {
    private static final int THREADS = 30;
    private static final int ROUNDS = 40;
    private static final int SERVER_CONNECTIONS = 4;

    private static PostgresServer server;
    private static PgBouncer pooler;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create table acknowledged (id text primary key)");
        pooler = PgBouncer.inFrontOf(server, SERVER_CONNECTIONS);
    }

    @AfterAll
    static void stop() {
        if (pooler != null) {
            pooler.close();
        }
        server.close();
    }

    private static DatabaseConfig config() {
        return DatabaseConfig.of(DatabaseUrl.parse(pooler.jdbcUrl()), DatabaseCredentials.of(server.username(), "any"));
    }

    @Test
    void every_acknowledged_write_is_stored_and_no_write_fails() throws InterruptedException {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (ProjectStore database = ProjectStore.open(config(), event -> {})) {
            database.projects().find(ProjectReference.parse("nothing"));
            inParallel((thread, round) -> {
                String id = thread + "-" + round;
                try {
                    if (round % 4 == 0) {
                        useOwnConnection(database, id);
                    } else {
                        write(database, id);
                    }
                    acknowledged.add(id);
                    database.projects().find(ProjectReference.parse("p" + id));
                } catch (RuntimeException | SQLException e) {
                    failures.add(e);
                }
            });
            assertThat(Thread.getAllStackTraces().keySet())
                    .as("threads for borrowers of unwrapped connections; this test has none")
                    .noneMatch(thread -> thread.getName().startsWith("lifeline-return-check"));
        }

        Set<String> lost = new TreeSet<>(acknowledged);
        server.texts("select id from acknowledged").forEach(lost::remove);
        assertThat(Map.of("lost", lost, "failed", failures.size(), "acknowledged", acknowledged.size()))
                .as("%s", failures.peek())
                .isEqualTo(Map.of("lost", Set.of(), "failed", 0, "acknowledged", THREADS * ROUNDS));
    }

    private static void write(ProjectStore database, String id) {
        database.dataSource().write(WriteToken.random("pooled"), connection -> {
            insert(connection, id);
            return "";
        });
        if (id.endsWith("1")) {
            var content = new NewProject(new Slug("p" + id), "project", null);
            database.projects().create(WriteToken.random("pooled"), content);
        }
    }

    /**
     * Writes like application code that uses plain JDBC. Every second transaction is rolled back, so that statements of
     * rolled-back transactions are prepared as well.
     */
    private static void useOwnConnection(ProjectStore database, String id) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, "rolled back " + id);
            connection.rollback();
            insert(connection, id);
            connection.commit();
        }
    }

    private static void insert(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement("insert into acknowledged values (?)")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    @FunctionalInterface
    private interface Round {
        void run(int thread, int round) throws InterruptedException;
    }

    private static void inParallel(Round work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.execute(() -> {
                try {
                    start.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        work.run(thread, round);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(100, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void no_session_state_remains_on_the_connections_of_the_pooler() throws SQLException {
        AtomicInteger opened = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            try (ProjectStore database = ProjectStore.open(config(), event -> {})) {
                for (int n = 0; n < 20; n++) {
                    database.dataSource().write(WriteToken.random("state"), connection -> "");
                    database.projects().find(ProjectReference.parse("nothing"));
                }
                opened.incrementAndGet();
            }
        }

        assertThat(opened).hasValue(2);
        assertThat(server.query("select count(*) from pg_locks where locktype = 'advisory'"))
                .isZero();
        assertThat(asOtherClients("select count(*) from pg_prepared_statements"))
                .containsOnly("0");
        assertThat(asOtherClients("select current_setting('lock_timeout')")).containsOnly("0");
        assertThat(asOtherClients("select current_setting('search_path')")).containsOnly("\"$user\", public");
    }

    /** Holds all server connections of the pooler at once and queries each of them. */
    private static List<String> asOtherClients(String question) throws SQLException {
        List<Connection> clients = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        try {
            for (int i = 0; i < SERVER_CONNECTIONS; i++) {
                Connection client = DriverManager.getConnection(
                        pooler.jdbcUrl() + "?prepareThreshold=0&socketTimeout=20", server.username(), "any");
                clients.add(client);
                client.setAutoCommit(false);
                try (Statement statement = client.createStatement();
                        ResultSet answer = statement.executeQuery(question)) {
                    answer.next();
                    answers.add(answer.getString(1));
                }
            }
            return answers;
        } finally {
            for (Connection client : clients) {
                client.close();
            }
        }
    }
}
