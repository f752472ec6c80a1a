package dev.lifeline.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.monitoring.remote.RemoteState;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private final StringWriter out = new StringWriter();

    @Test
    void what_is_no_terminal_gets_lines_and_nothing_else() {
        Screen screen = new Screen(new PrintWriter(out), false, true);

        screen.show(RemoteState.HEALTHY, "healthy for 1 s");
        screen.print("a change");
        screen.show(RemoteState.UNHEALTHY, "unhealthy for 1 s");

        assertThat(out.toString()).isEqualTo("a change" + System.lineSeparator());
    }

    @Test
    void live_line_is_written_over_and_makes_way_for_a_change() {
        Screen screen = new Screen(new PrintWriter(out), true, false);

        screen.show(RemoteState.HEALTHY, "healthy for 1 s");
        screen.show(RemoteState.HEALTHY, "healthy for 2 s");
        screen.print("a change");

        assertThat(out.toString())
                .isEqualTo("\r\u001b[K\u001b[?7lhealthy for 1 s\u001b[?7h\r"
                        + "\r\u001b[K\u001b[?7lhealthy for 2 s\u001b[?7h\r"
                        + "\r\u001b[Ka change" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"HEALTHY, 32", "UNHEALTHY, 31", "UNREACHABLE, 31", "UNKNOWN, 33"})
    void colour_comes_beside_the_word(RemoteState state, String colour) {
        new Screen(new PrintWriter(out), true, true).show(state, state.word());

        assertThat(out.toString()).contains("\u001b[" + colour + "m" + state.word() + "\u001b[0m");
    }

    @Test
    void live_line_that_is_too_long_is_cut() {
        new Screen(new PrintWriter(out), true, false).show(RemoteState.UNHEALTHY, "x".repeat(80));

        assertThat(out.toString()).contains("l" + "x".repeat(76) + "...\u001b");
    }

    @Test
    void screen_that_nobody_reads_is_gone() {
        Screen screen = new Screen(new PrintWriter(new PipedWriter()), false, false);
        screen.print("a change");

        assertThat(screen.isGone()).isTrue();
        assertThat(new Screen(new PrintWriter(out), false, false).isGone()).isFalse();
    }
}
