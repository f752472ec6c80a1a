package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.RoundTripCounter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the round trips of Lifeline's driver without a fault with those of PostgreSQL's driver. Over a network they
 * determine its cost.
 */
class DriverRoundTripsIT {
    private static final int SAMPLES = 20;

    private static PostgresServer server;
    private static RoundTripCounter counter;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create table account (id int primary key, amount int not null)");
        server.execute("insert into account select i, 0 from generate_series(1, 10) i");
        counter = RoundTripCounter.to(server.port());
    }

    @AfterAll
    static void stop() {
        counter.close();
        server.close();
    }

    /** Work of an application on a connection that its pool keeps. */
    enum Work {
        IS_VALID {
            @Override
            void on(Connection connection) throws SQLException {
                assertThat(connection.isValid(5)).isTrue();
            }
        },
        QUERY {
            @Override
            void on(Connection connection) throws SQLException {
                amount(connection);
            }
        },
        UPDATE {
            @Override
            void on(Connection connection) throws SQLException {
                change(connection);
            }
        },
        READING_TRANSACTION {
            @Override
            void on(Connection connection) throws SQLException {
                connection.setAutoCommit(false);
                amount(connection);
                amount(connection);
                amount(connection);
                connection.commit();
                connection.setAutoCommit(true);
            }
        },
        READ_ONLY_TRANSACTION {
            @Override
            void on(Connection connection) throws SQLException {
                connection.setReadOnly(true);
                READING_TRANSACTION.on(connection);
                connection.setReadOnly(false);
            }
        },
        WRITING_TRANSACTION {
            @Override
            void on(Connection connection) throws SQLException {
                connection.setAutoCommit(false);
                amount(connection);
                change(connection);
                change(connection);
                connection.commit();
                connection.setAutoCommit(true);
            }
        };

        abstract void on(Connection connection) throws SQLException;
    }

    private static void amount(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select amount from account where id = ?")) {
            statement.setInt(1, 5);
            try (ResultSet answer = statement.executeQuery()) {
                assertThat(answer.next()).isTrue();
            }
        }
    }

    private static void change(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update account set amount = amount + 1 where id = ?")) {
            statement.setInt(1, 5);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IS_VALID, 1, 0, 0",
        "QUERY, 1, 1, 1",
        "READING_TRANSACTION, 4, 4, 4",
        "READ_ONLY_TRANSACTION, 4, 4, 4",
        "WRITING_TRANSACTION, 4, 4, 5",
        "UPDATE, 1, 1, 3"
    })
    void only_the_outcome_of_a_commit_costs_round_trips(Work work, int plain, int untracked, int tracked)
            throws SQLException {
        assertThat(roundTrips("jdbc:", "", work)).isEqualTo(plain);
        assertThat(roundTrips("jdbc:lifeline:", "?lifeline.linger=0&lifeline.commitOutcome=false", work))
                .isEqualTo(untracked);
        assertThat(roundTrips("jdbc:lifeline:", "?lifeline.linger=0", work)).isEqualTo(tracked);
        Leftovers.assertNoThreads();
    }

    /** Returns the smallest number of several samples, since the engine's checks of the server count, too. */
    private static int roundTrips(String scheme, String parameters, Work work) throws SQLException {
        String url = scheme + "postgresql://127.0.0.1:" + counter.port() + "/postgres" + parameters;
        try (Connection connection = DriverManager.getConnection(url, server.username(), "")) {
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < SAMPLES; i++) {
                int before = counter.count();
                work.on(connection);
                least = Math.min(least, counter.count() - before);
            }
            return least;
        }
    }
}
