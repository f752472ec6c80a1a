package dev.lifeline.datasource.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerRunsTest {
    private static final LogPosition POSITION = LogPosition.parse("1/100");

    private final ServerRuns runs = new ServerRuns();

    @Test
    void the_run_that_recovered_least_counts() {
        ServerRun first = run(1, "0/1000");
        ServerRun second = run(2, "1/80");
        ServerRun third = run(3, "2/0");
        runs.note(first);
        runs.note(second);
        runs.note(third);

        assertThat(runs.recoveredBeyond(POSITION, first, third)).hasValue(-128);
        assertThat(runs.recoveredBeyond(POSITION, second, third)).hasValue(0x1_0000_0000L - 256);
    }

    @Test
    void a_run_that_no_connection_has_led_to_before_counts() {
        ServerRun first = run(1, "");
        runs.note(first);

        assertThat(runs.recoveredBeyond(POSITION, first, run(2, "1/80"))).hasValue(-128);
    }

    @Test
    void a_run_after_an_orderly_stop_lost_nothing() {
        ServerRun first = run(1, "0/1000");
        runs.note(first);

        assertThat(runs.recoveredBeyond(POSITION, first, run(2, ""))).hasValue(0);
    }

    @Test
    void runs_of_another_cluster_do_not_count() {
        ServerRun first = run(1, "");
        runs.note(first);
        runs.note(new ServerRun("2", "0/1", "another"));

        assertThat(runs.recoveredBeyond(POSITION, first, run(3, "2/0"))).hasValue(0x1_0000_0000L - 256);
    }

    @Test
    void after_very_many_runs_nothing_is_known_of_the_first() {
        ServerRun first = run(0, "");
        runs.note(first);
        for (int i = 1; i <= 100; i++) {
            runs.note(run(i, "1/" + Integer.toHexString(i)));
        }

        assertThat(runs.recoveredBeyond(POSITION, first, run(101, "2/0"))).isEmpty();
    }

    private static ServerRun run(int startedAt, String recoveredTo) {
        return new ServerRun(String.valueOf(startedAt), recoveredTo, "cluster");
    }
}
