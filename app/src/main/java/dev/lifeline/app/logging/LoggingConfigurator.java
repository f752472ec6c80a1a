package dev.lifeline.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/** Found by Logback as a service: gives it our defaults the moment somebody logs, and spares it the search for XML files. */
public final class LoggingConfigurator extends ContextAwareBase implements Configurator {

    /** For Logback. */
    public LoggingConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Logging.configure(context, LogConfig.defaults());
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
