package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Execution of a statement, with everything that is needed to repeat it on another connection.
 *
 * @param maker creates the statement
 * @param batch SQL texts of the batch of a plain statement
 */
record Execution(
        SqlKind kind,
        String sql,
        StatementMaker maker,
        StatementOptions settings,
        Parameters parameters,
        List<String> batch,
        Run<?> run) {

    Statement statementOn(Connection connection) throws SQLException {
        Statement statement = maker.make(connection, sql);
        settings.applyTo(statement);
        parameters.applyTo(statement);
        for (String one : batch) {
            statement.addBatch(one);
        }
        return statement;
    }

    /** Returns an execution of the same statement with other parameters, by another method. */
    Execution with(Parameters others, Run<?> otherRun) {
        return new Execution(kind, sql, maker, settings, others, batch, otherRun);
    }

    Execution withFetchSize(int rows) {
        return new Execution(kind, sql, maker, settings.withFetchSize(rows), parameters, batch, run);
    }

    Execution withSql(String other) {
        return new Execution(kind, other, maker, settings, parameters, batch, run);
    }
}
