package dev.lifeline.datasource.fault;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.work.SqlWork;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.write.WriteToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.util.GT;

/**
 * Program that prints the reason of failed operations on a server that refuses writes. A separate process, because the
 * driver chooses its language only once.
 */
final class FailureReasons {
    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final SqlWork<String> SLEEP = connection -> execute(connection, "select pg_sleep(60)");

    private FailureReasons() {}

    /**
     * @param arguments the port of the server, and its user
     */
    public static void main(String[] arguments) {
        String host = "127.0.0.1:" + arguments[0];
        String user = arguments[1];
        print("driver", GT.tr("This statement has been closed."));
        try (LifelineDataSource database = open(host, user)) {
            print("write", reasonOf(() -> database.write(WriteToken.random("t"), connection -> "never")));
            print("timeout", reasonOf(() -> database.readWithin(Duration.ofSeconds(3), SLEEP)));
            print(
                    "interrupt",
                    reasonOf(() -> database.read(connection -> {
                        Thread.currentThread().interrupt();
                        throw new SQLException("closed by the interrupt", "08006");
                    })));
        }
        boolean unused = Thread.interrupted();
        try (LifelineDataSource cluster = open(host + ",localhost:" + arguments[0], user)) {
            print("cluster", reasonOf(() -> cluster.write(WriteToken.random("t"), connection -> "never")));
        }
        try (LifelineDataSource nowhere = open("127.0.0.1:1", user)) {
            print("nowhere", reasonOf(() -> nowhere.read(SLEEP)));
        }
    }

    private static LifelineDataSource open(String hosts, String user) {
        DatabaseConfig config = DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://" + hosts + "/postgres"), DatabaseCredentials.of(user, ""));
        LifelineDataSource source =
                LifelineDataSource.open(config.withGate(GateConfig.defaults().withHold(HOLD)));
        CheckResult unused = source.check(); // on a busy machine the first check may take longer than the hold
        return source;
    }

    private static String execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "";
        }
    }

    private static String reasonOf(Runnable operation) {
        try {
            operation.run();
            return "none";
        } catch (DatabaseUnavailableException e) {
            return e.reason().text();
        }
    }

    private static void print(String name, String value) {
        System.out.println("reason " + name + ": " + value);
    }
}
