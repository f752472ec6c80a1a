package dev.lifeline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownSignalIT {

    @Test
    void signal_ends_the_process_in_order_with_exit_code_0() throws Exception {
        Process process = start("orderly");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("started");

            process.toHandle().destroy(); // Process.destroy would close the streams too.

            assertThat(output.lines()).containsExactly("stopping", "stopped");
        }
        assertThat(exitCode(process)).isEqualTo(ExitCode.OK);
    }

    @Test
    void stop_that_fails_has_exit_code_1() throws Exception {
        Process process = start("failing");
        assertThat(process.inputReader().readLine()).isEqualTo("started");

        process.toHandle().destroy();

        assertThat(exitCode(process)).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void stop_that_hangs_is_cut_off() throws Exception {
        Process process = start("hanging");
        assertThat(process.inputReader().readLine()).isEqualTo("started");

        process.toHandle().destroy();

        assertThat(exitCode(process)).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void program_that_ends_by_itself_keeps_its_exit_code() throws Exception {
        Process process = start("by itself");

        assertThat(exitCode(process)).isEqualTo(42);
    }

    private static Process start(String kind) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** A separate process that ends in one way or another. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            String kind = arguments[0];
            int ownCode = ExitCode.FAILED;
            try (var signal = ShutdownSignal.install(Duration.ofSeconds(kind.equals("hanging") ? 1 : 20))) {
                if (kind.equals("by itself")) {
                    ownCode = 42;
                } else {
                    System.out.println("started");
                    signal.await();
                    stop(kind);
                    ownCode = ExitCode.OK;
                }
            }
            System.exit(ownCode);
        }

        private static void stop(String kind) throws InterruptedException {
            System.out.println("stopping");
            switch (kind) {
                case "failing" -> throw new IllegalStateException("on purpose");
                case "hanging" -> new CountDownLatch(1).await();
                default -> System.out.println("stopped");
            }
        }
    }
}
