package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates a statement with the JDBC method that the caller used. The SQL is used for prepared statements only. */
@FunctionalInterface
interface StatementMaker {
    Statement make(Connection connection, String sql) throws SQLException;
}
