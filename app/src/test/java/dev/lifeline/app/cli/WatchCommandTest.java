package dev.lifeline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.config.SettingsReader;
import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteEndpoint;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchCommandTest {
    private static final String URL = "http://127.0.0.1:3000";
    private static final RemoteEndpoint ENDPOINT = RemoteEndpoint.parse(URL);
    private static final String SECRET = "s3cret-word";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final RecordingWatcher watcher = new RecordingWatcher();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    void url_alone_is_watched_every_minute() {
        assertThat(run("watch", URL)).isEqualTo(ExitCode.OK);

        assertThat(watcher.watched)
                .containsExactly(new RemoteMonitorConfig(
                        ENDPOINT, Duration.ofSeconds(60), Duration.ofSeconds(10), false, null, null));
        assertThat(watcher.checked).isEmpty();
    }

    @Test
    void options_count() {
        run("watch", "--every", "5m", URL, "--timeout=500ms");

        assertThat(watcher.watched)
                .containsExactly(new RemoteMonitorConfig(
                        ENDPOINT, Duration.ofMinutes(5), Duration.ofMillis(500), false, null, null));
    }

    @Test
    void once_prints_one_line_and_ends_with_its_exit_code() {
        assertThat(run("watch", URL, "--once", "--warn", "1s", "--crit", "3s")).isEqualTo(PluginResult.CRITICAL);

        assertThat(out.toString()).isEqualToIgnoringNewLines(RecordingWatcher.RESULT.line());
        assertThat(watcher.limits).containsExactly(new LatencyLimits(Duration.ofSeconds(1), Duration.ofSeconds(3)));
        assertThat(watcher.watched).isEmpty();
    }

    @Test
    void token_for_reconnects_comes_from_the_environment_or_from_a_file() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "from-file\n");
        environment.put("LIFELINE_ADMIN_TOKEN", SECRET);

        run("watch", URL, "--reconnect");
        run("watch", URL, "--reconnect", "--token-file", file.toString());
        run("watch", URL);

        assertThat(watcher.watched)
                .extracting(RemoteMonitorConfig::adminToken)
                .containsExactly(SECRET, "from-file", null);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void secrets_that_every_user_can_read_are_told_without_their_values() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        run("watch", URL, "--reconnect", "--token-file", file.toString());
        assertThat(err.toString()).isEmpty();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        run("watch", URL, "--reconnect", "--token-file", file.toString());
        run("watch", URL, "--webhook", "https://hooks.example.org/" + SECRET);

        assertThat(err.toString().lines())
                .containsExactly(
                        "Every user of this machine can read " + file + ", which has a secret (--token-file):"
                                + " remove that permission, as with chmod o-r",
                        "The secret --webhook is on the command line: every user of this machine can read it in the"
                                + " list of processes (ps). Use the environment, LIFELINE_ALERTS_WEBHOOK_URL");
        assertThat(err.toString()).doesNotContain(SECRET);
        assertThat(watcher.watched).hasSize(3);
    }

    @Test
    void alerts_go_where_the_environment_or_the_command_line_says_but_not_those_of_once() {
        environment.put("LIFELINE_ALERTS_WEBHOOK_URL", " ");
        run("watch", URL);
        environment.put("LIFELINE_ALERTS_WEBHOOK_URL", "https://hooks.example.org/" + SECRET);
        run("watch", URL);
        run("watch", URL, "--webhook", "https://other.example.org/" + SECRET);
        run("watch", URL, "--once");

        assertThat(watcher.watched)
                .extracting(RemoteMonitorConfig::webhookUrl)
                .containsExactly(null, "https://hooks.example.org/" + SECRET, "https://other.example.org/" + SECRET);
        assertThat(watcher.checked).extracting(RemoteMonitorConfig::webhookUrl).containsOnlyNulls();
    }

    @Test
    void webhook_that_cannot_be_used_is_told_without_showing_it() {
        assertThat(run("watch", URL, "--webhook", "hooks.example.org/" + SECRET))
                .isEqualTo(ExitCode.USAGE);

        assertThat(err.toString())
                .contains("webhook must be an absolute http or https URL, but is something else (not shown)")
                .doesNotContain(SECRET);
    }

    @Test
    void unusable_token_is_told_without_showing_it() throws IOException {
        Path two = Files.writeString(directory.resolve("two"), SECRET + " " + SECRET);
        Path empty = Files.writeString(directory.resolve("empty"), " \n");
        Path missing = directory.resolve("missing");
        Path long9000 = Files.writeString(directory.resolve("long"), "x".repeat(9_000));

        for (Path file : new Path[] {two, empty, missing, long9000}) {
            assertThat(run("watch", URL, "--reconnect", "--token-file", file.toString()))
                    .isEqualTo(ExitCode.USAGE);
        }

        assertThat(err.toString())
                .contains("the admin token must consist of visible ASCII characters")
                .contains("the token file " + empty + " is empty")
                .contains("the token file " + missing + " cannot be read")
                .contains("the token file " + long9000 + " is too long for a token")
                .doesNotContain(SECRET);
        assertThat(watcher.watched).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            watch                                     | Missing required parameter: 'URL'
            watch 127.0.0.1:3000                      | URL has a character that is not allowed
            watch localhost:3000                      | URL must begin with http:// or https://
            watch http://127.0.0.1:3000 --every 0s    | every must be from 1s to 24h, but is 0s
            watch http://127.0.0.1:3000 --every often | must be a duration such as 500ms, 30s, 5m or 2h, but is 'often'
            watch http://127.0.0.1:3000 --timeout 1h  | timeout must be from 100ms to 5m, but is 1h
            watch http://127.0.0.1:3000 --warn 1s     | --warn and --crit need --once
            watch http://127.0.0.1:3000 --port 3000   | Unknown options: '--port'
            """)
    void wrong_command_line_is_told_on_standard_error(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
        assertThat(watcher.watched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch --once",
                "watch localhost:3000 --once",
                "watch http://127.0.0.1:3000 --once --every often",
                "watch http://127.0.0.1:3000 --once --warn 3s --crit 1s",
                "watch http://127.0.0.1:3000 --once --webhook http://127.0.0.1:3001"
            })
    void wrong_command_line_of_a_plugin_is_unknown_and_one_line_on_standard_output(String line) {
        assertThat(run(line.split(" "))).isEqualTo(PluginResult.UNKNOWN);

        assertThat(out.toString().lines()).singleElement().asString().startsWith("LIFELINE UNKNOWN - ");
        assertThat(err.toString()).isEmpty();
        assertThat(watcher.checked).isEmpty();
    }

    @Test
    void help_is_about_the_watch_alone() {
        assertThat(run("watch", "--help")).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("URL", "--every=TIME", "--reconnect", "--token-file=FILE", "--once", "--warn=TIME")
                .contains("lifeline watch http://127.0.0.1:3000")
                .doesNotContain("--port", "--config", "lifeline.pool.max-size");
    }

    private int run(String... arguments) {
        return new CommandLineInterface(
                        SettingsReader.ofThisProcess(),
                        config -> {},
                        config -> {},
                        watcher,
                        environment,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(arguments);
    }
}
