package dev.lifeline.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Accounts on Quarkus's own pool, Agroal, and its transactions. The code does not depend on the driver. */
@ApplicationScoped
public class Accounts {
    @Inject
    DataSource source;

    /** Transfers an amount. Returns the new balance of the account that it went to. */
    @Transactional(rollbackOn = SQLException.class)
    public int transfer(String from, String to, int amount) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement add = connection.prepareStatement(
                        "update account set balance = balance + ? where name = ? returning balance")) {
            add(add, -amount, from);
            return add(add, amount, to);
        }
    }

    private static int add(PreparedStatement statement, int amount, String name) throws SQLException {
        statement.setInt(1, amount);
        statement.setString(2, name);
        try (ResultSet balance = statement.executeQuery()) {
            balance.next();
            return balance.getInt(1);
        }
    }
}
