package dev.lifeline.datasource.internal.operation;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Policy;
import dev.failsafe.PolicyConfig;
import dev.failsafe.spi.ExecutionResult;
import dev.failsafe.spi.PolicyExecutor;
import dev.failsafe.spi.Scheduler;
import dev.failsafe.spi.SyncExecutionInternal;
import java.util.function.Function;

/**
 * A policy of ours for Failsafe: each attempt of what it is around has to get in first. For calls on the caller's own thread;
 * Failsafe makes one executor for each operation. Safe for use by several threads.
 */
final class EntryPolicy implements Policy<Object> {
    private static final PolicyConfig<Object> NO_CONFIG = new PolicyConfig<>() {};

    private final Entry entry;
    private final Runnable exit;

    /**
     * @param entry where each attempt gets in, or is refused
     * @param exit run after each attempt that got in
     */
    EntryPolicy(Entry entry, Runnable exit) {
        this.entry = entry;
        this.exit = exit;
    }

    /** Where an attempt gets in. */
    @FunctionalInterface
    interface Entry {

        /**
         * Returns when the attempt may begin.
         *
         * @throws Exception if it may not
         */
        void enter(ExecutionContext<?> operation) throws Exception;
    }

    @Override
    public PolicyConfig<Object> getConfig() {
        return NO_CONFIG;
    }

    @Override
    public PolicyExecutor<Object> toExecutor(int policyIndex) {
        return new EntryExecutor(policyIndex);
    }

    private final class EntryExecutor extends PolicyExecutor<Object> {

        EntryExecutor(int policyIndex) {
            super(EntryPolicy.this, policyIndex);
        }

        @Override
        public Function<SyncExecutionInternal<Object>, ExecutionResult<Object>> apply(
                Function<SyncExecutionInternal<Object>, ExecutionResult<Object>> inner, Scheduler scheduler) {
            return execution -> {
                try {
                    entry.enter(execution);
                } catch (Exception refused) {
                    execution.preExecute(); // which Failsafe expects of an attempt that ends before it began
                    return ExecutionResult.exception(refused);
                }
                try {
                    return inner.apply(execution);
                } finally {
                    exit.run();
                }
            };
        }
    }
}
