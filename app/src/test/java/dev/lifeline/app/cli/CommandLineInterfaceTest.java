package dev.lifeline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.config.AppConfig;
import dev.lifeline.app.config.SettingsReader;
import dev.lifeline.app.start.StartFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineInterfaceTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<AppConfig> served = new ArrayList<>();
    private final List<AppConfig> rehearsed = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "--port 3000", "serve --port=3000", "--port 3000 serve"})
    void service_runs_by_default_and_by_name(String line) {
        int exitCode = run(served::add, line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(served)
                .singleElement()
                .satisfies(config -> assertThat(config.http().port()).isEqualTo(3000));
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --port 8080", "--port 8080 serve", "--port 8080"})
    void port_counts_wherever_it_stands(String line) {
        run(served::add, line.split(" "));

        assertThat(served)
                .singleElement()
                .satisfies(config -> assertThat(config.http().port()).isEqualTo(8080));
    }

    @Test
    void rehearsal_runs_on_a_free_port_whatever_the_settings_say() {
        assertThat(run(served::add, "rehearse", "--port", "8080")).isEqualTo(ExitCode.OK);

        assertThat(rehearsed)
                .singleElement()
                .satisfies(config -> assertThat(config.http().port()).isZero());
        assertThat(served).isEmpty();
    }

    @Test
    void help_tells_options_exit_codes_settings_and_an_example() {
        assertThat(run(served::add, "--help")).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("--config=FILE", "--port=N", "--version", "serve")
                .contains("Exit codes:", "LIFELINE_POOL_MAX_SIZE", "Example:");
        assertThat(served).isEmpty();
    }

    @Test
    void version_is_told() {
        assertThat(run(served::add, "--version")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).startsWith("Lifeline ");
    }

    @Test
    void unknown_option_is_a_usage_error() {
        assertThat(run(served::add, "--prot", "1")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("--prot").contains("Try 'lifeline --help'.");
        assertThat(served).isEmpty();
    }

    @Test
    void wrong_settings_are_listed_without_a_stack_trace() {
        assertThat(run(served::add, "--port", "many", "--config", "/no/such/file"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(err.toString().lines())
                .containsExactly(
                        "The settings are wrong:",
                        "  the settings file /no/such/file does not exist",
                        "  lifeline.http.port must be a whole number, but is 'many' (command line)");
        assertThat(out.toString()).isEmpty();
        assertThat(served).isEmpty();
    }

    @Test
    void failed_start_is_told_in_one_line() {
        Service failing = config -> {
            throw new StartFailedException("Cannot listen on 127.0.0.1:80: Permission denied");
        };

        assertThat(run(failing)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).isEqualToIgnoringNewLines("Cannot listen on 127.0.0.1:80: Permission denied");
    }

    @Test
    void unexpected_failure_has_an_exit_code_too() {
        Service failing = config -> {
            throw new IllegalStateException("our mistake, on purpose");
        };

        assertThat(run(failing)).isEqualTo(ExitCode.FAILED);
    }

    private int run(Service service, String... arguments) {
        return new CommandLineInterface(
                        SettingsReader.ofThisProcess(),
                        service,
                        rehearsed::add,
                        new RecordingWatcher(),
                        Map.of(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(arguments);
    }
}
