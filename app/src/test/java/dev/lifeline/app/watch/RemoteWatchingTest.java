package dev.lifeline.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.RemoteMonitor;
import dev.lifeline.monitoring.remote.RemoteEndpoint;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteWatchingTest {
    private static final RemoteEndpoint NOBODY = RemoteEndpoint.parse("http://127.0.0.1:1");

    @Test
    void interrupt_is_the_way_to_end_it() {
        StringWriter out = new StringWriter();
        Thread.currentThread().interrupt();

        assertThat(watching(out).untilInterrupted()).isTrue();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(out.toString().lines())
                .containsExactly(
                        "2024-01-15T10:30:00.000Z watching http://127.0.0.1:1/api/health/database every 1m",
                        "2024-01-15T10:30:00.000Z stopped");
    }

    @Test
    void nobody_who_reads_is_another() {
        assertThat(watching(new PipedWriter()).untilInterrupted()).isFalse();
    }

    private static RemoteWatching watching(Writer out) {
        Ticker ticker = Ticker.system();
        var monitor = RemoteMonitor.create(RemoteMonitorConfig.of(NOBODY), new FakeClock(), ticker);
        return new RemoteWatching(monitor, new Screen(new PrintWriter(out), false, false), ticker);
    }
}
