package dev.lifeline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Issue 15, number 25: shutdown hooks of agents and recordings finish, even if the service stops earlier. */
@Timeout(90)
class ShutdownHooksIT {
    @TempDir
    Path folder;

    @Test
    void slow_hook_of_an_agent_finishes_and_the_exit_code_stays_0() throws Exception {
        Process process = start();
        var output = process.inputReader();
        assertThat(output.readLine()).isEqualTo("started");

        process.toHandle().destroy();

        assertThat(output.lines()).containsExactly("stopped", "flushed");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.OK);
    }

    @Test
    void flight_recording_is_dumped_at_exit() throws Exception {
        Path recording = folder.resolve("end.jfr");
        Process process = start("-XX:StartFlightRecording=dumponexit=true,filename=" + recording);
        var output = process.inputReader();
        assertThat(output.lines().anyMatch("started"::equals)).isTrue();

        process.toHandle().destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.size(recording)).isPositive();
        assertThat(RecordingFile.readAllEvents(recording)).isNotEmpty();
    }

    private static Process start(String... options) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A separate process with a shutdown hook that takes longer than the stop of the service. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(Program::flush));
            try (var signal = ShutdownSignal.install(Duration.ofSeconds(20))) {
                System.out.println("started");
                signal.await();
                System.out.println("stopped");
            }
            System.exit(ExitCode.OK);
        }

        private static void flush() {
            try {
                var unused = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            System.out.println("flushed");
        }
    }
}
