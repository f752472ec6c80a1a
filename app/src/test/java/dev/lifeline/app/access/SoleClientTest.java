package dev.lifeline.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SoleClientTest {
    private static final List<FakeRequest> REQUESTS = List.of(
            FakeRequest.of("GET", "/api/projects"),
            FakeRequest.of("DELETE", "/api/projects/aurora"),
            FakeRequest.of("GET", "/metrics"),
            FakeRequest.of("POST", "/api/health/database"));

    private final SoleClient client = SoleClient.create();

    @AutoClose
    private final Admission admission = new Admission(client.access(), 1, new FakeTicker());

    @Test
    void all_requests_need_its_token_also_those_of_other_clients_on_this_machine() {
        assertThat(REQUESTS)
                .extracting(admission::judge)
                .doesNotContain(Verdict.ADMITTED, Verdict.NOT_GRANTED)
                .hasSize(REQUESTS.size());
        assertThat(REQUESTS)
                .extracting(request -> admission.judge(request.with("Authorization", authorization(client))))
                .containsOnly(Verdict.ADMITTED);
    }

    @Test
    void each_one_has_another_token() {
        assertThat(authorization(SoleClient.create())).isNotEqualTo(authorization(client));
        assertThat(client.toString()).doesNotContain(authorization(client).substring("Bearer ".length()));
    }

    private static String authorization(SoleClient client) {
        return client.headers().get("Authorization");
    }
}
