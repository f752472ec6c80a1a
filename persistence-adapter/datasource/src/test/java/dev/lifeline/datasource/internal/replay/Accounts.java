package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Transfers between rows of the table {@code account}. */
final class Accounts {

    private Accounts() {}

    static int amount(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select amount from account where id = ?")) {
            statement.setInt(1, id);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }

    static void change(Connection connection, int id, int by) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update account set amount = amount + ? where id = ?")) {
            statement.setInt(1, by);
            statement.setInt(2, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
