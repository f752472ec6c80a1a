package dev.lifeline.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The packaged program through terminated sessions and a restart of the server. */
class RestartIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SOME = 20;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void no_transfer_fails_is_lost_or_doubled_and_the_pool_replaces_no_connection() throws Exception {
        try (PostgresServer server = PostgresServer.started()) {
            server.execute("create table account (name text primary key, balance int not null)");
            server.execute("insert into account values ('a', 100000), ('b', 0)");
            Process program = start(server);
            try {
                CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(program));
                awaitMore(program);
                for (int i = 0; i < 3; i++) {
                    server.terminateSessions();
                    awaitMore(program);
                }
                server.stop();
                server.start();
                awaitMore(program);
                program.getOutputStream().write('\n');
                program.getOutputStream().flush();
                assertThat(program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                reading.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            } finally {
                program.destroyForcibly();
            }

            long transfers =
                    lines.stream().filter(line -> line.startsWith("transfer ")).count();
            System.out.println("Quarkus: " + transfers + " transfers, 0 failed, " + lines.get(lines.size() - 1));
            assertThat(program.exitValue()).as(String.join("\n", lines)).isZero();
            assertThat(server.query("select balance from account where name = 'b'"))
                    .isEqualTo((int) transfers);
            assertThat(server.query("select sum(balance)::int from account")).isEqualTo(100_000);
            assertThat(lines).last().isEqualTo("connections 1");
        }
    }

    private static Process start(PostgresServer server) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.datasource.jdbc.url=" + server.jdbcUrl().replace("jdbc:", "jdbc:lifeline:"),
                        "-Dquarkus.datasource.username=" + server.username(),
                        // By default Agroal waits 5 s for its first connection, which a busy machine may exceed.
                        "-Dquarkus.datasource.jdbc.acquisition-timeout=" + LIMIT.toSeconds() + "S",
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString())
                .redirectErrorStream(true)
                .start();
    }

    private void read(Process program) {
        try (BufferedReader output = program.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            lines.add(e.toString());
        }
    }

    private void awaitMore(Process program) {
        int before = lines.size();
        await().atMost(LIMIT).until(() -> lines.size() > before + SOME || !program.isAlive());
        assertThat(program.isAlive()).as(() -> String.join("\n", lines)).isTrue();
    }
}
