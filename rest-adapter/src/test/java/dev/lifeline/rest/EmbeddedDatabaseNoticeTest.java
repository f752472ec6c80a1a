package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.status.DatabaseKind;
import dev.lifeline.domain.status.RequestFigures;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.status.ServiceStatus;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A service with an embedded database reports that in its responses. */
class EmbeddedDatabaseNoticeTest {
    private static final String NOTICE = "all data is deleted when the service stops";

    @AutoClose
    private final RunningService service =
            RunningService.start(new RestConfig(null, false, false, 65_536, DatabaseKind.EMBEDDED_TEMPORARY));

    @Test
    void readiness_and_health_name_it() {
        service.lifecycle.started();

        assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(service.get("/health/ready").body())
                .contains("\"data\":{\"phase\":\"RUNNING\",\"database\":\"embedded PostgreSQL")
                .contains(NOTICE);
        assertThat(service.get("/health").body().split(NOTICE, -1)).hasSize(3);
    }

    @Test
    void the_keys_of_the_database_s_health_stay() {
        assertThat(service.get("/api/health/database").body()).doesNotContain("embedded");
    }

    @Test
    void the_status_that_the_page_shows_names_it() {
        assertThat(service.get("/api/monitoring/status").body()).doesNotContain("databaseNotice");

        service.status = new ServiceStatus(
                service.database.picture(),
                new RequestFigures(0, 0, null, null),
                List.of(),
                null,
                new ServiceInstance("1.2.3", FakeDatabase.NOW, DatabaseKind.EMBEDDED_TEMPORARY),
                FakeDatabase.NOW);

        assertThat(service.get("/api/monitoring/status").body())
                .contains("\"databaseNotice\":\"embedded PostgreSQL")
                .contains(NOTICE);
    }
}
