package dev.lifeline.app;

import dev.lifeline.app.cli.CommandLineInterface;
import dev.lifeline.app.config.AppConfig;
import dev.lifeline.app.config.SettingsReader;
import dev.lifeline.app.config.ShutdownConfig;
import dev.lifeline.app.logging.Logging;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.security.Security;
import java.time.Duration;

/** Entry point; the exit code is one of {@link dev.lifeline.app.cli.ExitCode}. */
public final class Main {
    /** Time for closing the database and stopping an embedded one, in addition to delay and grace. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(40);

    private Main() {}

    /** Runs the command of the arguments until the process is asked to end. */
    public static void main(String[] arguments) {
        Logging.install();
        forgetAddressesSoon();
        forgetConnectionsSoon();
        var out = new PrintWriter(System.out, true, Charset.defaultCharset());
        var err = new PrintWriter(System.err, true, Charset.defaultCharset());
        var watch = new WatchLauncher(out, isTerminal(), System.getenv());
        int exitCode = new CommandLineInterface(
                        SettingsReader.ofThisProcess(), Main::serve, Main::rehearse, watch, System.getenv(), out, err)
                .run(arguments);
        System.exit(exitCode);
    }

    /**
     * Shortens the time, in seconds, for which the JDK caches addresses: 30 s is too long for a database that moves to
     * another address.
     */
    private static void forgetAddressesSoon() {
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /**
     * Shortens the time, in seconds, for which the HTTP client keeps idle connections: up to JDK 20 it is 20 min, in
     * which a connection may be lost silently.
     */
    private static void forgetConnectionsSoon() {
        System.setProperty("jdk.httpclient.keepalive.timeout", "1");
    }

    /**
     * Returns whether the console is a terminal. Up to JDK 21, a console is always one; from JDK 22 on, {@code
     * Console.isTerminal} returns whether it is.
     */
    @SuppressWarnings("SystemConsoleNull") // isTerminal, which the check recommends, is called below
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static void serve(AppConfig config) throws InterruptedException {
        run(config, Launcher::serve);
    }

    private static void rehearse(AppConfig config) throws InterruptedException {
        run(config, Launcher::rehearse);
    }

    private static void run(AppConfig config, Performance performance) throws InterruptedException {
        ShutdownConfig shutdown = config.shutdown();
        try (var signal =
                ShutdownSignal.install(shutdown.delay().plus(shutdown.grace()).plus(CLOSE_LIMIT))) {
            performance.of(new Launcher(config, signal));
        }
    }

    /** Work with a running service. */
    private interface Performance {
        void of(Launcher launcher) throws InterruptedException;
    }
}
