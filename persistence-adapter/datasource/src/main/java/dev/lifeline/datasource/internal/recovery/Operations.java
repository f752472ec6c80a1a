package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.batch.GatedEntry;
import dev.lifeline.datasource.internal.batch.Lookups;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.operation.Barriers;
import dev.lifeline.datasource.internal.operation.OperationOutcomes;
import dev.lifeline.datasource.internal.operation.OperationReports;
import dev.lifeline.datasource.internal.operation.OperationRunner;
import dev.lifeline.datasource.internal.operation.RetryPauses;
import dev.lifeline.datasource.internal.operation.SchemaRepair;
import dev.lifeline.datasource.internal.write.SafeWriter;
import dev.lifeline.datasource.internal.write.WriterSettings;

/** The kinds of operations: retried ones, batched look-ups, and idempotent writes. Safe for use by several threads. */
final class Operations implements AutoCloseable {
    private final OperationRunner runner;
    private final Lookups lookups;
    private final SafeWriter writer;

    /** @param repair recreates missing tables of Lifeline */
    Operations(SharedParts shared, PooledConnections pooled, SchemaRepair repair) {
        FailureTranslator translator = new FailureTranslator(shared.context().random());
        this.runner = runner(shared, pooled, translator, repair);
        this.lookups = lookups(shared, pooled, translator, runner);
        this.writer = writer(shared, runner);
    }

    private static OperationRunner runner(
            SharedParts shared, PooledConnections pooled, FailureTranslator translator, SchemaRepair repair) {
        DatabaseConfig config = shared.config();
        EngineContext context = shared.context();
        Gates gates = shared.gates();
        var reports = new OperationReports(shared.listener(), context.tracer(), context.clock());
        var pauses = new RetryPauses(
                config.retry(), context.random(), gates.well(), shared.suspicions()::failed, reports, context.ticker());
        return new OperationRunner(
                config.retry(),
                pauses,
                new Barriers(gates.callers(), gates.writers(), pooled.admission()),
                pooled.source(),
                new OperationOutcomes(gates.callers(), translator, repair, reports),
                reports);
    }

    private static Lookups lookups(
            SharedParts shared, PooledConnections pooled, FailureTranslator translator, OperationRunner runner) {
        EngineContext context = shared.context();
        var entry = new GatedEntry(
                shared.gates().callers(), pooled.admission(), translator, shared.listener(), context.clock());
        return new Lookups(runner, entry, shared.config(), context.ticker(), context.tracer());
    }

    private static SafeWriter writer(SharedParts shared, OperationRunner runner) {
        DatabaseConfig config = shared.config();
        EngineContext context = shared.context();
        var settings = new WriterSettings(
                config.schema(),
                config.migrate(),
                config.operationDeadline(),
                shared.flows(),
                context.ticker(),
                shared.name().threads("receipt-cleanup"));
        return new SafeWriter(runner, settings, shared.listener(), context.tracer(), context.clock());
    }

    /** Returns the runner of operations. */
    OperationRunner runner() {
        return runner;
    }

    /** Returns the factory of batched look-ups. */
    Lookups lookups() {
        return lookups;
    }

    /** Returns the writer of idempotent writes. */
    SafeWriter writer() {
        return writer;
    }

    /** Ends the deletion of old receipts. */
    @Override
    public void close() {
        writer.close();
    }
}
