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
 * One back end for every log line: {@code System.Logger} (ours), SLF4J (HikariCP) and java.util.logging (Grizzly, Jersey,
 * Hibernate, the driver) all come out on standard output. Libraries are heard from WARN on.
 */
public final class Logging {
    /** One line whatever the message holds; times in UTC. */
    private static final String PLAIN = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level [%thread] %logger{0}:"
            + " %replace(%msg){'[\\r\\n]+', ' '}%trace%n";

    private static final String OURS = "dev.lifeline";
    /** Where a library warns of what is no fault of ours. */
    private static final Map<String, Level> TOO_LOUD = Map.of(
            // Any resource that is passed as an instance.
            "org.glassfish.jersey.internal.inject.Providers", Level.ERROR,
            // Any client that sends a broken body, with a stack trace.
            "org.glassfish.grizzly.filterchain.DefaultFilterChain", Level.ERROR,
            // Any client that hangs up before it has its answer, with a stack trace.
            "org.glassfish.jersey.server.ServerRuntime$Responder", Level.OFF,
            // A stop that was not waited for any longer; if that is worth a line, we write one.
            "org.glassfish.grizzly.nio.GracefulShutdownRunner", Level.ERROR,
            // A server that does not stop, with a stack trace; we end it, and say so.
            "io.zonky.test", Level.OFF,
            // Every dead connection and every failed statement of an outage, which our own lines sum up.
            "com.zaxxer.hikari", Level.ERROR,
            "org.hibernate.orm.jdbc.error", Level.OFF,
            // That the dialect is named, which lets Hibernate start without the database.
            "org.hibernate.orm.deprecation", Level.ERROR);

    private Logging() {}

    /** Takes java.util.logging in. To be called once, before anything is logged that way. */
    public static void install() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        configure(LogConfig.defaults());
    }

    /** From now on plain lines on standard error, for a program whose standard output is an answer. */
    public static void toStandardError() {
        configure((LoggerContext) LoggerFactory.getILoggerFactory(), LogConfig.defaults(), ConsoleTarget.SystemErr);
    }

    /** Uses these settings from now on. */
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
        layout.setPattern(PLAIN);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    /** Tells java.util.logging our levels, so that what is not logged costs nothing there. */
    private static LevelChangePropagator levelPropagator(LoggerContext context) {
        var propagator = new LevelChangePropagator();
        propagator.setContext(context);
        propagator.setResetJUL(true);
        propagator.start();
        return propagator;
    }
}
