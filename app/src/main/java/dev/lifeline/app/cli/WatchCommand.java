package dev.lifeline.app.cli;

import dev.lifeline.app.config.ExposedSecrets;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteEndpoint;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Watches the database connection of another service. Needs neither settings nor a database. */
@Command(
        name = WatchCommand.NAME,
        description = "Watches the health of a service's database from outside, and reports changes.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Stopped by SIGINT or SIGTERM. With --once: healthy.",
            "1:The reader of the output has ended. With --once: slower than --warn.",
            "2:The command line is wrong. With --once: unhealthy, unreachable, or slower than --crit.",
            "3:With --once: not the answer of a health endpoint, or the command line is wrong."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lifeline watch http://127.0.0.1:3000",
            "  lifeline watch https://app.example.org --every 10s --reconnect --token-file token",
            "  lifeline watch http://127.0.0.1:3000 --once --timeout 5s --warn 1s --crit 3s"
        })
final class WatchCommand implements Callable<Integer> {
    static final String NAME = "watch";
    static final String ONCE = "--once";
    private static final String TOKEN_FILE = "--token-file";
    private static final String WEBHOOK = "--webhook";
    private static final String WEBHOOK_VARIABLE = "LIFELINE_ALERTS_WEBHOOK_URL";
    private static final String TOKEN_VARIABLE = "LIFELINE_ADMIN_TOKEN";

    private final Watcher watcher;
    private final Map<String, String> environment;
    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(
            paramLabel = "URL",
            description = "The service, such as http://127.0.0.1:3000, or the whole URL of its health endpoint.")
    private String url = "";

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Pause between two polls, by default 60s. Never more than 5s while something is wrong.")
    private Duration every = RemoteMonitorConfig.DEFAULT_EVERY;

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long an answer may take, by default 10s.")
    private Duration timeout = RemoteMonitorConfig.DEFAULT_TIMEOUT;

    @Option(
            names = "--reconnect",
            description = "Make a service with an unhealthy database reconnect: at once, and then ever more rarely.")
    private boolean reconnect;

    @Option(
            names = TOKEN_FILE,
            paramLabel = "FILE",
            description =
                    "Where the admin token for --reconnect is; by default in the environment, " + TOKEN_VARIABLE + ".")
    private @Nullable Path tokenFile;

    @Option(
            names = WEBHOOK,
            paramLabel = "URL",
            description =
                    "Post alerts there, as JSON that Slack and its like understand, when something is wrong for 5s;"
                            + " better in the environment, " + WEBHOOK_VARIABLE + ", for it is a secret.")
    private @Nullable String webhook;

    @Option(names = ONCE, description = "Poll once and answer as a monitoring plugin (Nagios, Icinga).")
    private boolean once;

    @Option(names = "--warn", paramLabel = "TIME", description = "With --once: a slower answer is a warning.")
    private @Nullable Duration warn;

    @Option(names = "--crit", paramLabel = "TIME", description = "With --once: a slower answer is critical.")
    private @Nullable Duration crit;

    /**
     * @param out for the output line of {@code --once}
     * @param err for warnings
     */
    WatchCommand(Watcher watcher, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        this.watcher = watcher;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * @throws InvalidSettingsException if options are invalid
     * @throws InterruptedException if the thread is interrupted
     */
    @Override
    public Integer call() throws InterruptedException {
        var config = new RemoteMonitorConfig(
                RemoteEndpoint.parse(url), every, timeout, reconnect, adminToken(), webhookUrl());
        new SettingChecks()
                .require(once || (warn == null && crit == null), "--warn and --crit need --once")
                .require(!once || webhook == null, "--webhook is not for --once, which answers to its caller")
                .verify();
        warnOfExposedSecrets();
        return once ? check(config) : watcher.watch(config);
    }

    private void warnOfExposedSecrets() {
        if (reconnect && tokenFile != null) {
            ExposedSecrets.exposed(tokenFile, TOKEN_FILE).ifPresent(err::println);
        }
        if (webhook != null) {
            err.println("The secret " + WEBHOOK + " is on the command line: every user of this machine can read it in"
                    + " the list of processes (ps). Use the environment, " + WEBHOOK_VARIABLE);
        }
    }

    private int check(RemoteMonitorConfig config) throws InterruptedException {
        PluginResult result = watcher.check(config, new LatencyLimits(warn, crit));
        out.println(result.line());
        return result.exitCode();
    }

    private @Nullable String adminToken() {
        if (!reconnect) {
            return null;
        }
        return tokenFile == null ? variable(TOKEN_VARIABLE) : TokenFile.read(tokenFile);
    }

    private @Nullable String webhookUrl() {
        if (once) {
            return webhook;
        }
        return webhook == null ? variable(WEBHOOK_VARIABLE) : webhook;
    }

    /** Returns a variable; a blank one counts as absent, as for settings. */
    private @Nullable String variable(String name) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? null : value;
    }
}
