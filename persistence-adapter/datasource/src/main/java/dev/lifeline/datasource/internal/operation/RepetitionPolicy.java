package dev.lifeline.datasource.internal.operation;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Policy;
import dev.failsafe.PolicyConfig;
import dev.failsafe.spi.ExecutionResult;
import dev.failsafe.spi.PolicyExecutor;
import dev.failsafe.spi.Scheduler;
import dev.failsafe.spi.SyncExecutionInternal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What lies between one attempt of an operation and the next, as a policy of ours for Failsafe: Failsafe's own delay is a
 * sleep that nobody can cut short. Safe for use by several threads.
 */
final class RepetitionPolicy implements Policy<Object> {
    private static final PolicyConfig<Object> NO_CONFIG = new PolicyConfig<>() {};

    private final Repetition repetition;

    RepetitionPolicy(Repetition repetition) {
        this.repetition = repetition;
    }

    @Override
    public PolicyConfig<Object> getConfig() {
        return NO_CONFIG;
    }

    @Override
    public PolicyExecutor<Object> toExecutor(int policyIndex) {
        return new RepetitionExecutor(policyIndex);
    }

    /** Remembers the last failure of one operation. Confined to its thread. */
    private final class RepetitionExecutor extends PolicyExecutor<Object> {
        private int attempts;
        private @Nullable FailedAttempt last;

        RepetitionExecutor(int policyIndex) {
            super(RepetitionPolicy.this, policyIndex);
        }

        @Override
        public Function<SyncExecutionInternal<Object>, ExecutionResult<Object>> apply(
                Function<SyncExecutionInternal<Object>, ExecutionResult<Object>> inner, Scheduler scheduler) {
            return execution -> {
                try {
                    prepare(execution);
                } catch (Exception refused) {
                    execution.preExecute(); // which Failsafe expects of an attempt that ends before it began
                    return ExecutionResult.exception(refused);
                }
                ExecutionResult<Object> result = inner.apply(execution);
                attempts++;
                if (result.getException() != null) {
                    failed(result.getException());
                }
                return result;
            };
        }

        private void prepare(ExecutionContext<?> operation) throws Exception {
            if (last == null) {
                repetition.begin();
            } else {
                repetition.prepare(last, operation.getElapsedTime());
            }
        }

        /** Whoever reads the last failure may want to know how it began. */
        private void failed(Throwable thrown) {
            if (last != null && last.thrown() != thrown) {
                thrown.addSuppressed(last.thrown());
            }
            last = repetition.failed(attempts, thrown);
        }
    }
}
