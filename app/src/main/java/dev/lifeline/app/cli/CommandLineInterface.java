package dev.lifeline.app.cli;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.app.config.DurationText;
import dev.lifeline.app.config.InvalidConfigurationException;
import dev.lifeline.app.config.SettingsReader;
import dev.lifeline.app.start.StartFailedException;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.monitoring.remote.PluginResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Runs the service or a watch according to the arguments, and maps the result to an exit code. */
public final class CommandLineInterface {
    private static final System.Logger LOG = System.getLogger(CommandLineInterface.class.getName());

    private final CommandLine commandLine;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param rehearsal runs the service for a training run
     * @param environment contains the admin token of the watch
     * @param out for requested output
     * @param err for errors
     */
    public CommandLineInterface(
            SettingsReader reader,
            Service service,
            Service rehearsal,
            Watcher watcher,
            Map<String, String> environment,
            PrintWriter out,
            PrintWriter err) {
        this.out = out;
        this.err = err;
        var watch = new CommandLine(new WatchCommand(watcher, environment, out, err));
        commandLine = new CommandLine(new LifelineCommand(reader, service, rehearsal))
                .addSubcommand(watch)
                .registerConverter(Duration.class, CommandLineInterface::duration)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, arguments) -> explain(failure, List.of(arguments)))
                .setExecutionExceptionHandler((failure, command, result) -> explain(failure, result.originalArgs()));
        withoutSettings(watch.getCommandSpec());
    }

    /** Removes the service options, which all commands inherit, except help and version. */
    private static void withoutSettings(CommandSpec watch) {
        LifelineCommand.SETTINGS.forEach(option -> watch.remove(watch.findOption(option)));
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "must be a duration such as 500ms, 30s, 5m or 2h, but is '" + text + "'"));
    }

    /** Runs until the command has ended; the exit code is one of {@link ExitCode}, or of a {@link PluginResult}. */
    public int run(String... arguments) {
        return commandLine.execute(arguments);
    }

    private int explain(ParameterException failure, List<String> arguments) {
        if (isPlugin(arguments)) {
            return unknown(String.valueOf(failure.getMessage()));
        }
        err.println(failure.getMessage());
        err.println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private int explain(Exception failure, List<String> arguments) {
        if (isPlugin(arguments)) {
            return unknown(
                    failure instanceof InvalidSettingsException options
                            ? String.join("; ", options.problems())
                            : "unexpected failure, " + failure.getClass().getSimpleName());
        }
        if (failure instanceof InvalidConfigurationException configuration) {
            return wrong("The settings are wrong:", configuration.problems());
        }
        if (failure instanceof InvalidSettingsException options) {
            return wrong("The options are wrong:", options.problems());
        }
        if (failure instanceof StartFailedException) {
            err.println(failure.getMessage());
        } else {
            LOG.log(ERROR, "Lifeline failed", failure);
        }
        return ExitCode.FAILED;
    }

    private int wrong(String what, List<String> problems) {
        err.println(what);
        problems.forEach(problem -> err.println("  " + problem));
        return ExitCode.USAGE;
    }

    private static boolean isPlugin(List<String> arguments) {
        return arguments.contains(WatchCommand.NAME) && arguments.contains(WatchCommand.ONCE);
    }

    /** Reports a problem to a monitoring system, which reads the exit code and standard output. */
    private int unknown(String why) {
        out.println("LIFELINE UNKNOWN - " + why.lines().findFirst().orElse("no reason given"));
        return PluginResult.UNKNOWN;
    }
}
