package dev.lifeline.datasource.benchmark;

import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.NestedBorrowException;
import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;
import dev.lifeline.datasource.internal.operation.Admission;
import dev.lifeline.datasource.internal.operation.CallerGate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Threads;

/** The stages in front of the pool while the database is healthy and no caller has to wait. */
public class GateBenchmark extends NanosPerOperation {
    private final CallerGate gate = Parts.openGate();
    private final Admission admission = Parts.admission();

    @Benchmark
    public void passOpenGate() throws GateClosedException, OperationCancelledException {
        gate.pass();
    }

    @Benchmark
    public void enterAndLeave()
            throws PoolExhaustedException, NestedBorrowException, OperationCancelledException, InterruptedException {
        admission.enter(Parts.deadline());
        admission.leave();
    }

    @Benchmark
    @Threads(8)
    public void eightThreadsEnterAndLeave()
            throws PoolExhaustedException, NestedBorrowException, OperationCancelledException, InterruptedException {
        admission.enter(Parts.deadline());
        admission.leave();
    }
}
