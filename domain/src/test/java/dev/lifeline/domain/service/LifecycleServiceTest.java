package dev.lifeline.domain.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.lifecycle.LifecyclePhase;
import org.junit.jupiter.api.Test;

class LifecycleServiceTest {
    private final LifecycleService lifecycle = new LifecycleService();

    @Test
    void a_service_starts_runs_and_stops() {
        assertThat(lifecycle.phase()).isEqualTo(LifecyclePhase.STARTING);

        lifecycle.started();
        assertThat(lifecycle.phase()).isEqualTo(LifecyclePhase.RUNNING);

        lifecycle.stopping();
        assertThat(lifecycle.phase()).isEqualTo(LifecyclePhase.STOPPING);
    }

    @Test
    void a_stopping_service_never_runs_again() {
        lifecycle.stopping();

        lifecycle.started();

        assertThat(lifecycle.phase()).isEqualTo(LifecyclePhase.STOPPING);
    }
}
