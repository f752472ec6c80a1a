package dev.lifeline.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.hostile.HostileAttack.Sample;
import dev.lifeline.testing.http.RawConnection;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The requests of attacks reach the code that they are meant for, which is visible in the status of the answer. */
@Timeout(120)
class HostileRequestsIT {

    @Test
    void requests_of_attacks_are_refused_for_the_attacked_header_only(@TempDir Path directory) {
        List<Sample> samples = HostileAttack.all().stream()
                .flatMap(attack -> attack.samples().stream())
                .toList();
        assertThat(samples).hasSize(3);
        try (var database = PostgresServer.started();
                var service = ServiceProcess.startedOn(database, directory, Map.of())) {
            await().until(() -> service.get("/api/projects").statusCode() == 200);
            service.post("/api/projects", "{\"slug\":\"large-1\",\"name\":\"n\"}");

            samples.forEach(sample -> assertAnswered(service.port(), sample));
        }
    }

    static void assertAnswered(int port, Sample sample) {
        try (var connection = new RawConnection(port)) {
            assertThat(connection.ask(sample.request())).startsWith("HTTP/1.1 " + sample.status() + " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
