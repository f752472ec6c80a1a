package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes a statement, as the caller made it. The SQL is without effect for a statement that is not prepared. */
@FunctionalInterface
interface StatementMaker {
    Statement make(Connection connection, String sql) throws SQLException;
}
