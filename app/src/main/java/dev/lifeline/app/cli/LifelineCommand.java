package dev.lifeline.app.cli;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.app.config.CommandLineSettings;
import dev.lifeline.app.config.SettingsReader;
import dev.lifeline.app.logging.Logging;
import dev.lifeline.app.warmup.WarmUpConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Description of the program, also shown for {@code serve}. */
@Command(
        name = "lifeline",
        description = "Serves projects over HTTP, and keeps talking to PostgreSQL whatever happens to it.",
        versionProvider = VersionResource.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The service was stopped in order.",
            "1:The service could not start, or failed unexpectedly.",
            "2:The command line or a setting is wrong."
        },
        footerHeading = "%nSettings:%n",
        footer = {
            "  Every setting has a name such as lifeline.pool.max-size. It is looked for, by",
            "  falling strength, on the command line (--port), among the system properties",
            "  (-Dlifeline.pool.max-size=20), in the environment (LIFELINE_POOL_MAX_SIZE=20),",
            "  and in the settings file. Without lifeline.database.url (or DATABASE_URL) the",
            "  service starts an embedded PostgreSQL, for trying it out on one machine.",
            "",
            "Example:",
            "  DATABASE_URL=postgresql://app@db.example.org/app lifeline --port 8080"
        })
final class LifelineCommand implements Callable<Integer> {
    private static final System.Logger LOG = System.getLogger(LifelineCommand.class.getName());

    /** Options of the service that concern settings; commands inherit them. */
    static final List<String> SETTINGS = List.of("--config", "--port");

    private static final String ANY_PORT = "0";

    private final SettingsReader reader;
    private final Service service;
    private final Service rehearsal;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file; by default lifeline.properties in the working directory, if there is one.",
            scope = ScopeType.INHERIT)
    private @Nullable Path configFile;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "HTTP port; 0 for any that is free. By default 3000.",
            scope = ScopeType.INHERIT)
    private @Nullable String port;

    LifelineCommand(SettingsReader reader, Service service, Service rehearsal) {
        this.reader = reader;
        this.service = service;
        this.rehearsal = rehearsal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return serve();
    }

    @Command(name = "serve", description = "Runs the service until it is asked to stop; this is the default.")
    int serve() throws InterruptedException {
        var config = reader.read(new CommandLineSettings(configFile, port));
        Logging.configure(config.log());
        config.ignoredVariables()
                .forEach(name -> LOG.log(WARNING, "The environment variable {0} is no setting, and is ignored", name));
        config.exposedSecrets().forEach(line -> LOG.log(WARNING, line));
        service.run(config);
        return ExitCode.OK;
    }

    @Command(
            name = "rehearse",
            description = {
                "Runs the service for a moment, on a separate PostgreSQL and with default settings, and sends it",
                "requests: for the Java virtual machine to learn what it needs (bin/lifeline --prepare)."
            })
    int rehearse() throws InterruptedException {
        var config = SettingsReader.defaults(new CommandLineSettings(null, ANY_PORT));
        Logging.configure(config.log());
        rehearsal.run(
                config.withWarmUp(WarmUpConfig.brief())); // the run only records classes, and one request loads them
        return ExitCode.OK;
    }
}
