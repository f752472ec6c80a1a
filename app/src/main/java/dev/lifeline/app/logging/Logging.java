package dev.lifeline.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * One logging back end: {@code System.Logger} (Lifeline), SLF4J (HikariCP) and java.util.logging (Grizzly, Jersey,
 * Hibernate, the driver) write to standard output. Libraries log from WARN on.
 */
public final class Logging {
    /** One line per event and its stack trace, whatever the messages contain; times in UTC. */
    private static final String PLAIN = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level [%thread] %logger{0}:"
            + " %message%request%trace%n%error";

    private static final String OURS = "dev.lifeline";
    /** Loggers of libraries with warnings that do not matter here. */
    private static final Map<String, Level> TOO_LOUD = Map.of(
            // Each resource that is passed as an instance.
            "org.glassfish.jersey.internal.inject.Providers", Level.ERROR,
            // Each client that sends a malformed body, with a stack trace.
            "org.glassfish.grizzly.filterchain.DefaultFilterChain", Level.ERROR,
            // Each client that disconnects before its response, with a stack trace.
            "org.glassfish.jersey.server.ServerRuntime$Responder", Level.OFF,
            // A stop that exceeded its limit. Lifeline logs such a stop itself if necessary.
            "org.glassfish.grizzly.nio.GracefulShutdownRunner", Level.ERROR,
            // A server that does not stop, with a stack trace; Lifeline ends it and logs that.
            "io.zonky.test", Level.OFF,
            // Each dead connection and each failed statement of an outage, which Lifeline's lines summarise.
            "com.zaxxer.hikari", Level.ERROR,
            "org.hibernate.orm.jdbc.error", Level.OFF,
            // The explicit dialect, which allows Hibernate to start without the database.
            "org.hibernate.orm.deprecation", Level.ERROR);

    private Logging() {}

    /** Redirects java.util.logging. Call it once, before anything is logged that way. */
    public static void install() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        configure(LogConfig.defaults());
    }

    /** Writes plain lines to standard error from now on, for a program that uses standard output for its result. */
    public static void toStandardError() {
        configure((LoggerContext) LoggerFactory.getILoggerFactory(), LogConfig.defaults(), ConsoleTarget.SystemErr);
    }

    /** Applies the settings from now on. */
    public static void configure(LogConfig config) {
        configure((LoggerContext) LoggerFactory.getILoggerFactory(), config);
    }

    static void configure(LoggerContext context, LogConfig config) {
        configure(context, config, ConsoleTarget.SystemOut);
    }

    private static void configure(LoggerContext context, LogConfig config, ConsoleTarget target) {
        context.reset();
        context.addListener(levelPropagator(context));
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console(context, config.format(), target));
        context.getLogger(OURS).setLevel(Level.toLevel(config.level().name()));
        TOO_LOUD.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
    }

    private static ConsoleAppender<ILoggingEvent> console(
            LoggerContext context, LogFormat format, ConsoleTarget target) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder(context, format));
        appender.setTarget(target.getName());
        appender.start();
        return appender;
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        return switch (format) {
            case PLAIN -> plain(context);
            case JSON -> new JsonLineEncoder();
        };
    }

    private static Encoder<ILoggingEvent> plain(LoggerContext context) {
        var layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("trace", TraceConverter::new);
        layout.getInstanceConverterMap().put("request", RequestConverter::new);
        layout.getInstanceConverterMap().put("message", MessageConverter::new);
        layout.getInstanceConverterMap().put("error", ErrorConverter::new);
        layout.setPattern(PLAIN);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    /** Propagates levels to java.util.logging, so that suppressed events cost nothing there. */
    private static LevelChangePropagator levelPropagator(LoggerContext context) {
        var propagator = new LevelChangePropagator();
        propagator.setContext(context);
        propagator.setResetJUL(true);
        propagator.start();
        return propagator;
    }
}
