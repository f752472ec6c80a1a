package dev.lifeline.datasource.benchmark;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.operation.PolicyStack;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.datasource.internal.operation.ResilientExecutor;
import dev.lifeline.datasource.internal.operation.SchemaRepair;
import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/** An operation that succeeds at once: called as it is, under a retry policy of Failsafe's alone, and under all policies. */
public class PolicyStackBenchmark extends NanosPerOperation {
    private final Random random = new Random(1);
    private final FailsafeExecutor<Object> retrying = Failsafe.with(RetryPolicy.ofDefaults());
    private final ResilientExecutor resilient = new ResilientExecutor(
            policies(),
            new FailureTranslator(random),
            new SchemaRepair(() -> 0, () -> {}, () -> false, Ticker.system()),
            () -> false);

    private final Object row = new Object();

    private PolicyStack policies() {
        return new PolicyStack(
                RetryConfig.defaults(),
                Parts.LONG,
                Parts.openGate(),
                Parts.openGate(),
                Parts.admission(),
                new RecoverySignal(),
                doubt -> {},
                event -> {},
                Parts.NOBODY_FOLLOWS,
                Clock.systemUTC(),
                Ticker.system(),
                random);
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
    public Object resilientExecutor() {
        return resilient.run(this::operation);
    }
}
