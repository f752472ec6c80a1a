package dev.lifeline.datasource.config;

import java.time.Duration;

/** Copy of a configuration with replaceable parts. Confined to one thread. */
final class DatabaseConfigDraft {
    private final DatabaseUrl url;
    private final DatabaseCredentials credentials;
    PoolConfig pool;
    SessionConfig session;
    PoolReports reports;
    RetryConfig retry;
    GateConfig gate;
    WatchConfig watch;
    BatchConfig batch;
    ReplayConfig replay;
    Duration operationDeadline;
    boolean migrate;
    String schema;

    DatabaseConfigDraft(DatabaseConfig original) {
        url = original.url();
        credentials = original.credentials();
        pool = original.pool();
        session = original.session();
        reports = original.reports();
        retry = original.retry();
        gate = original.gate();
        watch = original.watch();
        batch = original.batch();
        replay = original.replay();
        operationDeadline = original.operationDeadline();
        migrate = original.migrate();
        schema = original.schema();
    }

    /** Returns the configuration, which verifies its parts. */
    DatabaseConfig toConfig() {
        return new DatabaseConfig(
                url,
                credentials,
                pool,
                session,
                reports,
                retry,
                gate,
                watch,
                batch,
                replay,
                operationDeadline,
                migrate,
                schema);
    }
}
