package dev.lifeline.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.DatabaseFault;
import dev.lifeline.testing.proxy.FaultProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The packaged program through faults of the database. */
class FaultIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SOME = 20;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(names = {"SESSIONS_TERMINATED", "RESTART"})
    void no_transfer_fails_is_lost_or_doubled_and_the_pool_replaces_no_connection(DatabaseFault fault)
            throws Exception {
        through(fault);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SESSIONS_TERMINATED", "RESTART"})
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void nor_in_longer_faults_and_further_ones(DatabaseFault fault) throws Exception {
        through(fault);
    }

    private void through(DatabaseFault fault) throws Exception {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port())) {
            server.execute("create table account (name text primary key, balance int not null)");
            server.execute("insert into account values ('a', 100000), ('b', 0)");
            Process program = start(proxy.port(), server.username());
            try {
                CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(program));
                awaitMore(program);
                fault.strike(server, proxy, () -> awaitMore(program));
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
            System.out.println(
                    "Quarkus: " + fault + ": " + transfers + " transfers, 0 failed, " + lines.get(lines.size() - 1));
            assertThat(program.exitValue()).as(String.join("\n", lines)).isZero();
            assertThat(server.query("select balance from account where name = 'b'"))
                    .isEqualTo((int) transfers);
            assertThat(server.query("select sum(balance)::int from account")).isEqualTo(100_000);
            assertThat(lines).last().isEqualTo("connections 1");
        }
    }

    private static Process start(int port, String user) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.datasource.jdbc.url=jdbc:lifeline:postgresql://127.0.0.1:" + port + "/postgres",
                        "-Dquarkus.datasource.username=" + user,
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
