package dev.lifeline.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Provides Lifeline's defaults to Logback, which finds this class as a service on first use and need not search for XML
 * files.
 */
public final class LoggingConfigurator extends ContextAwareBase implements Configurator {

    /** Creates the configurator, for Logback. */
    public LoggingConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Logging.configure(context, LogConfig.defaults());
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
