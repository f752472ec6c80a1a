package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.thread.SourceName;
import dev.lifeline.domain.port.out.ConnectionEventListener;

/**
 * Parts that the mechanisms of one data source share.
 *
 * @param listener receives all events; never throws
 * @param flows connections to the server with their backends
 */
record SharedParts(
        DatabaseConfig config,
        ConnectionEventListener listener,
        EngineContext context,
        SourceName name,
        FlowRegistry flows,
        PostgresConnector connector,
        Gates gates,
        Suspicions suspicions) {

    /**
     * Creates the parts and claims the name of the data source.
     *
     * @param check requests a check; must not block
     * @param remedy replaces the pooled connections; must not block
     */
    static SharedParts create(
            DatabaseConfig config,
            ConnectionEventListener listener,
            EngineContext context,
            Runnable check,
            Runnable remedy) {
        FlowRegistry flows = new FlowRegistry();
        return new SharedParts(
                config,
                new GuardedListener(listener),
                context,
                SourceName.claim(config.reports().name()),
                flows,
                new PostgresConnector(config, context.ticker(), new HostAddresses(context.lookup()), flows),
                Gates.closed(config.gate(), context),
                new Suspicions(flows, check, remedy, context.ticker()));
    }
}
