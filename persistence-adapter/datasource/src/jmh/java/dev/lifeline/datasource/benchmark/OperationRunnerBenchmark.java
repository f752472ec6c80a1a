package dev.lifeline.datasource.benchmark;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.operation.Barriers;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.Operation;
import dev.lifeline.datasource.internal.operation.OperationOutcomes;
import dev.lifeline.datasource.internal.operation.OperationReports;
import dev.lifeline.datasource.internal.operation.OperationRunner;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.datasource.internal.operation.RetryPauses;
import dev.lifeline.datasource.internal.operation.SchemaRepair;
import dev.lifeline.domain.time.Ticker;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Clock;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * An operation that succeeds at once: called directly, with only a Failsafe retry policy, and through all of Lifeline's
 * stages.
 */
public class OperationRunnerBenchmark extends NanosPerOperation {
    private static final Connection CLOSEABLE = (Connection) Proxy.newProxyInstance(
            OperationRunnerBenchmark.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> null);

    private final FailsafeExecutor<Object> retrying = Failsafe.with(RetryPolicy.ofDefaults());
    private final OperationRunner runner = runner();
    private final Object row = new Object();

    private static OperationRunner runner() {
        Random random = new Random(1);
        CallerGate gate = Parts.openGate();
        var reports = new OperationReports(event -> {}, Parts.NOBODY_FOLLOWS, Clock.systemUTC());
        var pauses = new RetryPauses(
                RetryConfig.defaults(), random, new RecoverySignal(), doubt -> {}, reports, Ticker.system());
        var repair = new SchemaRepair(() -> 0, () -> {}, () -> false, Ticker.system());
        return new OperationRunner(
                RetryConfig.defaults(),
                pauses,
                new Barriers(gate, Parts.openGate(), Parts.admission()),
                deadline -> CLOSEABLE,
                new OperationOutcomes(gate, new FailureTranslator(random), repair, reports),
                reports);
    }

    private Object operation() {
        return row;
    }

    @Benchmark
    public Object bareCall() {
        return operation();
    }

    @Benchmark
    public Object retryPolicyAlone() {
        return retrying.get(this::operation);
    }

    @Benchmark
    public Object wholeWay() {
        return runner.run(Operation.read(Parts.deadline(), connection -> operation()));
    }
}
