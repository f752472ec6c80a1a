package dev.lifeline.datasource;

import static dev.lifeline.datasource.testing.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.wait.Bounded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that one thread borrows and others use, as coroutines and asynchronous callbacks do. */
@Timeout(60)
class PassedOnConnectionIT {

    @Test
    void a_thread_that_passes_its_connections_on_can_wait_for_another_one() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try (PostgresServer server = PostgresServer.started();
                LifelineDataSource source = new LifelineDataSource()) {
            source.setJdbcUrl(server.jdbcUrl());
            source.setUsername(server.username());
            source.setMaximumPoolSize(2);
            List<CompletableFuture<Void>> work = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Connection connection = source.getConnection();
                work.add(CompletableFuture.runAsync(() -> workAndClose(connection), workers));
            }

            try (Connection next = source.getConnection()) {
                assertThat(next.isValid(5)).isTrue();
            }
            for (CompletableFuture<Void> one : work) {
                Bounded.get(one);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static void workAndClose(Connection connection) {
        try (connection) {
            execute(connection, "select pg_sleep(3)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
