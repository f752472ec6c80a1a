package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.domain.connection.PoolOccupancy;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Server as the recovery engine sees it: probe results, pools and schema, without a network. */
final class FakeServer implements Probe, Pools, Schema {
    /** Runs during a probe, for example to replace the engine that waits for it. */
    volatile Runnable whileAsked = () -> {};

    /** Exception of all probes while it is set. */
    @Nullable
    SQLException refusal;

    /** Exception of all probes while it is set. */
    @Nullable
    RuntimeException fault;

    @Nullable
    Supplier<RuntimeException> schemaProblem;

    volatile ServerAnswer answer = new ServerAnswer(false, false, "first", "data");
    PoolOccupancy occupancy = new PoolOccupancy(0, 2, 0, 10);
    final List<String> effects = new CopyOnWriteArrayList<>();
    private volatile long generation = 1;

    static SQLException refused() {
        return new SQLException("Connection refused", "08001", new java.net.ConnectException("Connection refused"));
    }

    static SQLException silence() {
        return new SQLException("timed out", "08006", new java.net.SocketTimeoutException("Read timed out"));
    }

    @Override
    public ServerAnswer ask() throws SQLException {
        whileAsked.run();
        RuntimeException bug = fault;
        if (bug != null) {
            throw bug;
        }
        SQLException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        return answer;
    }

    @Override
    public void run(String lineage) {
        if (schemaProblem != null) {
            throw schemaProblem.get();
        }
    }

    @Override
    public void replace(BooleanSupplier wanted) {
        if (wanted.getAsBoolean()) {
            generation++;
            effects.add("replaced");
        }
    }

    @Override
    public boolean renew(BooleanSupplier wanted) {
        replace(wanted);
        return wanted.getAsBoolean();
    }

    @Override
    public void expectReadOnly(boolean expected) {
        effects.add("expects read-only " + expected);
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public PoolOccupancy occupancy() {
        return occupancy;
    }

    @Override
    public void condemnConnections() {}

    @Override
    public void doubt() {}

    @Override
    public void logOnce(SchemaFailedException e) {}

    @Override
    public void yieldSlot() {}

    @Override
    public void makeRoom() {}

    @Override
    public void disconnect() {}

    @Override
    public void close() {}
}
