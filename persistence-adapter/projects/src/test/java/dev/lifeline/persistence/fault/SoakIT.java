package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random faults for a configurable time. The same seed produces the same faults. */
@Tag("soak")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SoakIT {
    private static final System.Logger LOG = System.getLogger(SoakIT.class.getName());

    /**
     * Sessions of the pool, plus one for the probe and one for the sentinel. During a replacement both pools may exist
     * for a moment.
     */
    private static final int MOST_SESSIONS = 10 + 2;

    private static final Duration SETTLED = Duration.ofSeconds(20);

    private record Fault(String name, Runnable begin, Runnable end) {}

    @Test
    void every_fault_is_recovered_from_without_leaks() {
        long seed = Optional.ofNullable(System.getProperty("lifeline.soak.seed"))
                .filter(text -> !text.isBlank())
                .map(Long::valueOf)
                .orElseGet(System::nanoTime);
        LOG.log(System.Logger.Level.INFO, "Soak with seed {0}", Long.toString(seed));
        Random random = new Random(seed);
        long end = System.nanoTime()
                + Duration.ofMinutes(Long.getLong("lifeline.soak.minutes", 10)).toNanos();
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Rig rig = Rig.at(proxy.port())) {
            List<Fault> faults = faults(server, proxy);
            int rounds = 0;
            while (System.nanoTime() < end) {
                Fault fault = faults.get(random.nextInt(faults.size()));
                Duration length = Duration.ofMillis(100 + random.nextInt(6_000));
                LOG.log(System.Logger.Level.INFO, "{0} for {1} ms", fault.name(), Long.toString(length.toMillis()));
                suffer(rig, server, fault, length);
                rounds++;
            }
            Report report = rig.finish(server).assertNoneFailed();
            LOG.log(
                    System.Logger.Level.INFO,
                    "Soak with seed {0}: {1} faults, {2} requests, {3} in doubt, longest {4} ms",
                    Long.toString(seed),
                    rounds,
                    Integer.toString(report.results().size()),
                    Long.toString(report.inDoubt()),
                    Long.toString(report.longest().toMillis()));
        }
    }

    private static void suffer(Rig rig, PostgresServer server, Fault fault, Duration length) {
        fault.begin().run();
        long until = System.nanoTime() + length.toNanos();
        await().atMost(length.plus(Rig.MARGIN)).until(() -> System.nanoTime() >= until);
        fault.end().run();

        rig.goOn();
        await().atMost(SETTLED).until(() -> rig.state() == ConnectionState.CONNECTED);
        await().atMost(SETTLED).untilAsserted(() -> assertThat(
                        server.query("select count(*) from pg_stat_activity where application_name = 'lifeline'"))
                .isLessThanOrEqualTo(MOST_SESSIONS));
        await().atMost(SETTLED).untilAsserted(() -> assertThat(threadsOfOurs()).isLessThan(20));
    }

    private static List<Fault> faults(PostgresServer server, FaultProxy proxy) {
        Runnable nothing = () -> {};
        return List.of(
                new Fault("stop", server::stop, server::start),
                new Fault("kill", server::kill, server::start),
                new Fault("freeze", server::freeze, server::thaw),
                new Fault("terminate", server::terminateSessions, server::terminateSessions),
                new Fault("cut", proxy::cut, proxy::cut),
                new Fault("hold everything", proxy::holdEverything, proxy::heal),
                new Fault("hold replies", proxy::holdReplies, proxy::heal),
                new Fault("lose requests", proxy::loseRequests, nothing),
                new Fault("lose replies", proxy::loseReplies, nothing),
                new Fault("starting up", proxy::pretendStartingUp, proxy::heal),
                new Fault(
                        "lock",
                        () -> server.execute("do $$ begin lock table projects; perform pg_sleep(3); end $$"),
                        nothing),
                new Fault(
                        "lock against writes",
                        () -> server.execute(
                                "do $$ begin lock table projects in share mode; perform pg_sleep(1); end $$"),
                        nothing));
    }

    private static long threadsOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lifeline")
                        || thread.getName().startsWith("PostgreSQL JDBC"))
                .count();
    }
}
