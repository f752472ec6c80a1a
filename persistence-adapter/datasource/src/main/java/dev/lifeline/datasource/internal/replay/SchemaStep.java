package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;

/** Step that sets the schema. */
record SchemaStep(String schema) implements Step {

    @Override
    public void replay(Connection connection, boolean restarted) throws SQLException {
        connection.setSchema(schema);
    }

    @Override
    public long size() {
        return schema.length();
    }
}
