package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.ForwardingPreparedStatement;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Detects parameters for which the driver writes a large object at once, before the statement is executed. As
 * thread-safe as its target.
 */
abstract class LargeObjectParameters extends ForwardingPreparedStatement {

    LargeObjectParameters(PreparedStatement target) {
        super(target);
    }

    /** Called before the driver writes a large object. */
    abstract void noteLargeObject();

    private void noteUnlessNull(@Nullable Object value) {
        if (value != null) {
            noteLargeObject();
        }
    }

    private void noteIfLarge(@Nullable Object value, int type) {
        if (value instanceof Blob || value instanceof Clob || type == Types.BLOB || type == Types.CLOB) {
            noteUnlessNull(value);
        }
    }

    @Override
    public void setBlob(int index, Blob value) throws SQLException {
        noteUnlessNull(value);
        super.setBlob(index, value);
    }

    @Override
    public void setBlob(int index, InputStream value) throws SQLException {
        noteUnlessNull(value);
        super.setBlob(index, value);
    }

    @Override
    public void setBlob(int index, InputStream value, long length) throws SQLException {
        noteUnlessNull(value);
        super.setBlob(index, value, length);
    }

    @Override
    public void setClob(int index, Clob value) throws SQLException {
        noteUnlessNull(value);
        super.setClob(index, value);
    }

    @Override
    public void setClob(int index, Reader value) throws SQLException {
        noteUnlessNull(value);
        super.setClob(index, value);
    }

    @Override
    public void setClob(int index, Reader value, long length) throws SQLException {
        noteUnlessNull(value);
        super.setClob(index, value, length);
    }

    @Override
    public void setObject(int index, Object value) throws SQLException {
        noteIfLarge(value, Types.OTHER);
        super.setObject(index, value);
    }

    @Override
    public void setObject(int index, Object value, int type) throws SQLException {
        noteIfLarge(value, type);
        super.setObject(index, value, type);
    }

    @Override
    public void setObject(int index, Object value, int type, int scale) throws SQLException {
        noteIfLarge(value, type);
        super.setObject(index, value, type, scale);
    }

    @Override
    public void setObject(int index, Object value, SQLType type) throws SQLException {
        noteIfLarge(value, type.getVendorTypeNumber());
        super.setObject(index, value, type);
    }

    @Override
    public void setObject(int index, Object value, SQLType type, int scale) throws SQLException {
        noteIfLarge(value, type.getVendorTypeNumber());
        super.setObject(index, value, type, scale);
    }
}
