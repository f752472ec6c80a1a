package dev.lifeline.persistence.benchmark;

import dev.lifeline.persistence.internal.failure.GateClosedException;
import dev.lifeline.persistence.internal.failure.NestedBorrowException;
import dev.lifeline.persistence.internal.failure.OperationCancelledException;
import dev.lifeline.persistence.internal.failure.PoolExhaustedException;
import dev.lifeline.persistence.internal.gate.Admission;
import dev.lifeline.persistence.internal.gate.CallerGate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Threads;

/** The way to the pool while the database is well and there are places for everybody. */
public class GateBenchmark extends NanosPerOperation {
    private final CallerGate gate = Parts.openGate();
    private final Admission admission = Parts.admission();

    @Benchmark
    public void passOpenGate() throws GateClosedException {
        gate.pass();
    }

    @Benchmark
    public void enterAndLeave()
            throws PoolExhaustedException, NestedBorrowException, OperationCancelledException, InterruptedException {
        admission.enter();
        admission.leave();
    }

    @Benchmark
    @Threads(8)
    public void eightThreadsEnterAndLeave()
            throws PoolExhaustedException, NestedBorrowException, OperationCancelledException, InterruptedException {
        admission.enter();
        admission.leave();
    }
}
