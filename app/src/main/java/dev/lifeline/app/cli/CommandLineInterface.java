package dev.lifeline.app.cli;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.app.config.InvalidConfigurationException;
import dev.lifeline.app.config.SettingsReader;
import dev.lifeline.app.start.StartFailedException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Turns arguments into a run of the service, and what comes of it into an exit code. */
public final class CommandLineInterface {
    private static final System.Logger LOG = System.getLogger(CommandLineInterface.class.getName());

    private final CommandLine commandLine;

    /**
     * @param rehearsal runs the service for a moment, to learn from it
     * @param out for what somebody asked to read
     * @param err for what somebody has to mend
     */
    public CommandLineInterface(
            SettingsReader reader, Service service, Service rehearsal, PrintWriter out, PrintWriter err) {
        commandLine = new CommandLine(new LifelineCommand(reader, service, rehearsal))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, arguments) -> explain(failure))
                .setExecutionExceptionHandler((failure, command, result) -> explain(failure, err));
    }

    /** Runs until the service has ended; the exit code is one of {@link ExitCode}. */
    public int run(String... arguments) {
        return commandLine.execute(arguments);
    }

    private static int explain(ParameterException failure) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println(failure.getMessage());
        err.println("Try 'lifeline --help'.");
        return ExitCode.USAGE;
    }

    private static int explain(Exception failure, PrintWriter err) {
        if (failure instanceof InvalidConfigurationException configuration) {
            err.println("The settings are wrong:");
            configuration.problems().forEach(problem -> err.println("  " + problem));
            return ExitCode.USAGE;
        }
        if (failure instanceof StartFailedException) {
            err.println(failure.getMessage());
        } else {
            LOG.log(ERROR, "The service failed", failure);
        }
        return ExitCode.FAILED;
    }
}
