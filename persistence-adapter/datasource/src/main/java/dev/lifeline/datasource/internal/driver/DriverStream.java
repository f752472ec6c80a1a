package dev.lifeline.datasource.internal.driver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;

/**
 * Reads the field in which the driver keeps the stream of a connection: only the stream knows whether the connection is
 * encrypted. A server would tell about the session of a pooler. Written for pgjdbc 42.7. Safe for use by several
 * threads.
 */
final class DriverStream {
    private static final @Nullable VarHandle STREAM = stream();

    private DriverStream() {}

    /** Returns the stream of a connection; empty if this version of the driver keeps it elsewhere. Does not block. */
    static Optional<PGStream> of(PgConnection connection) {
        return STREAM != null && connection.getQueryExecutor() instanceof QueryExecutorBase executor
                ? Optional.of((PGStream) STREAM.get(executor))
                : Optional.empty();
    }

    private static @Nullable VarHandle stream() {
        try {
            return MethodHandles.privateLookupIn(QueryExecutorBase.class, MethodHandles.lookup())
                    .findVarHandle(QueryExecutorBase.class, "pgStream", PGStream.class);
        } catch (ReflectiveOperationException e) {
            return null; // the log then says that the protection is unknown
        }
    }
}
