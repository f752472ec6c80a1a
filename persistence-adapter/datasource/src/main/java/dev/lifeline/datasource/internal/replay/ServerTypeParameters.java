package dev.lifeline.datasource.internal.replay;

import java.sql.Array;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Struct;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * Calls that may need the server although they execute nothing: descriptions of a statement, and parameters of types
 * that the driver looks up on the server. After a loss they are repeated on another server connection. As thread-safe
 * as its target.
 */
abstract class ServerTypeParameters extends LargeObjectParameters {

    ServerTypeParameters(PreparedStatement target) {
        super(target);
    }

    /** Runs a call on this statement; repeats that on another server connection if the connection was lost. */
    abstract <T> T repeated(Call<T> call) throws SQLException;

    /** Call on the driver's statement. */
    @FunctionalInterface
    interface Call<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    /** Call without a result. */
    @FunctionalInterface
    private interface Setter {
        void on(PreparedStatement statement) throws SQLException;
    }

    private void set(Setter setter) throws SQLException {
        Object unused = repeated(statement -> {
            setter.on(statement);
            return setter;
        });
    }

    private static boolean hasServerType(@Nullable Object value) {
        return value instanceof PGobject
                || value instanceof Array
                || value instanceof Struct
                || value instanceof Map
                || (value != null && value.getClass().isArray() && !(value instanceof byte[]));
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return repeated(PreparedStatement::getMetaData);
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return repeated(PreparedStatement::getParameterMetaData);
    }

    @Override
    public void setArray(int index, Array value) throws SQLException {
        set(statement -> statement.setArray(index, value));
    }

    @Override
    public void setSQLXML(int index, SQLXML value) throws SQLException {
        set(statement -> statement.setSQLXML(index, value));
    }

    @Override
    public void setNull(int index, int sqlType, String typeName) throws SQLException {
        set(statement -> statement.setNull(index, sqlType, typeName));
    }

    @Override
    public void setObject(int index, Object value) throws SQLException {
        if (hasServerType(value)) {
            set(statement -> statement.setObject(index, value));
        } else {
            super.setObject(index, value);
        }
    }

    @Override
    public void setObject(int index, Object value, int type) throws SQLException {
        if (hasServerType(value)) {
            set(statement -> statement.setObject(index, value, type));
        } else {
            super.setObject(index, value, type);
        }
    }

    @Override
    public void setObject(int index, Object value, int type, int scale) throws SQLException {
        if (hasServerType(value)) {
            set(statement -> statement.setObject(index, value, type, scale));
        } else {
            super.setObject(index, value, type, scale);
        }
    }

    @Override
    public void setObject(int index, Object value, SQLType type) throws SQLException {
        if (hasServerType(value)) {
            set(statement -> statement.setObject(index, value, type));
        } else {
            super.setObject(index, value, type);
        }
    }

    @Override
    public void setObject(int index, Object value, SQLType type, int scale) throws SQLException {
        if (hasServerType(value)) {
            set(statement -> statement.setObject(index, value, type, scale));
        } else {
            super.setObject(index, value, type, scale);
        }
    }
}
