package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * An execution of a statement, with all that it takes to run it on another connection.
 *
 * @param maker makes the statement
 * @param batch SQL of a plain statement's batch
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

    Execution withSql(String other) {
        return new Execution(kind, other, maker, settings, parameters, batch, run);
    }
}
