package dev.lifeline.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Accounts on Quarkus's own pool, Agroal, and its transactions. Nothing here knows which driver it uses. */
@ApplicationScoped
public class Accounts {
    @Inject
    DataSource source;

    @Transactional(rollbackOn = SQLException.class)
    public void transfer(String from, String to, int amount) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement add =
                        connection.prepareStatement("update account set balance = balance + ? where name = ?")) {
            add(add, -amount, from);
            add(add, amount, to);
        }
    }

    private static void add(PreparedStatement statement, int amount, String name) throws SQLException {
        statement.setInt(1, amount);
        statement.setString(2, name);
        statement.executeUpdate();
    }
}
