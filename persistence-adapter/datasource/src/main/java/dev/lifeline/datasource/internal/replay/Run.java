package dev.lifeline.datasource.internal.replay;

import java.sql.SQLException;
import java.sql.Statement;

/** One execution of a statement. */
@FunctionalInterface
interface Run<T> {
    T on(Statement statement, String sql) throws SQLException;
}
